// What is written goes to the server by itself a moment after it was typed, so that another device can go on and a trainer can see
// what is being written. Whoever types without a pause is kept too, every few breaths. Without a link nothing is lost: the draft on
// this device keeps it, and the next change tries again. What the server has already is not sent again, and a form is sent once in
// LONGEST at most: a hall of people writing at once waits for one laptop.
(function () {
  'use strict';
  var B = window.Bimtek, PAUSE = 700, LONGEST = 1500;
  B.all('button[data-keeps]').forEach(function (button) {
    var form = button.form, timer = null, since = 0, last = 0, sending = false, again = false, kept = null, keptAt = null, failed = false;
    if (!form || !window.fetch || !window.FormData) { return; }
    function words(given) {
      var parts = [];
      given.forEach(function (value, name) { parts.push([name, typeof value === 'string' ? value : [value.name, value.size, value.lastModified]]); });
      return JSON.stringify(parts);
    }
    function keep() {
      var given = new FormData(form), now = words(given);
      since = 0;
      if (sending) { again = true; return; }
      if (now === kept) { B.status.onServer(keptAt); return; }
      var texts = B.all('textarea', form).map(function (area) { return area.value; });
      sending = true; failed = false; last = Date.now();
      fetch(button.getAttribute('formaction'), { method: 'POST', body: given, headers: { 'X-Live': '1' }, credentials: 'same-origin', cache: 'no-store' })
        .then(function (answer) {
          if (answer.status === 204) {
            kept = now; keptAt = new Date(); B.status.onServer(keptAt);
            form.dispatchEvent(new CustomEvent('bimtek:kept', { detail: texts }));
          }
          done();
        }, function () { failed = true; done(); });
    }
    function done() { sending = false; if (again) { again = false; later(); } }
    function later() {
      var now = Date.now();
      since = since || now;
      clearTimeout(timer); timer = setTimeout(keep, Math.max(0, last + LONGEST - now, Math.min(PAUSE, since + LONGEST - now)));
    }
    form.addEventListener('input', later);
    form.addEventListener('change', later);
    form.addEventListener('submit', function () { clearTimeout(timer); });
    document.addEventListener('bimtek:link', function (event) { if (event.detail && failed) { later(); } });
  });
})();
