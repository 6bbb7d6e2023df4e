// What is written goes to the server by itself a moment after it was typed, so that another device can go on and a trainer can see
// what is being written. Whoever types without a pause is kept too, every few breaths. Without a link nothing is lost: the draft on
// this device keeps it, and the next change tries again.
(function () {
  'use strict';
  var B = window.Bimtek, PAUSE = 700, LONGEST = 1500;
  B.all('button[data-keeps]').forEach(function (button) {
    var form = button.form, timer = null, since = 0, sending = false, again = false;
    if (!form || !window.fetch || !window.FormData) { return; }
    function keep() {
      since = 0;
      if (sending) { again = true; return; }
      sending = true;
      fetch(button.getAttribute('formaction'), { method: 'POST', body: new FormData(form), headers: { 'X-Live': '1' }, credentials: 'same-origin', cache: 'no-store' })
        .then(function (answer) { if (answer.status === 204) { B.status.onServer(new Date()); } done(); }, done);
    }
    function done() { sending = false; if (again) { again = false; later(); } }
    function later() {
      var now = Date.now();
      since = since || now;
      clearTimeout(timer); timer = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
    }
    form.addEventListener('input', later);
    form.addEventListener('change', later);
    form.addEventListener('submit', function () { clearTimeout(timer); });
  });
})();
