// What is answered on a worksheet goes to the server by itself a moment after it was typed, so that another device can go on.
// Without a link nothing is lost: the draft on this device keeps it, and the next change tries again.
(function () {
  'use strict';
  var B = window.Bimtek;
  B.all('button[data-keeps]').forEach(function (button) {
    var form = button.form, timer = null;
    if (!form || !window.fetch || !window.FormData) { return; }
    function keep() {
      fetch(button.getAttribute('formaction'), { method: 'POST', body: new FormData(form), headers: { 'X-Live': '1' }, credentials: 'same-origin', cache: 'no-store' })
        .then(function (answer) { if (answer.status === 204) { B.status.onServer(new Date()); } }, function () { return null; });
    }
    function later() { clearTimeout(timer); timer = setTimeout(keep, 1200); }
    form.addEventListener('input', later);
    form.addEventListener('change', later);
    form.addEventListener('submit', function () { clearTimeout(timer); });
  });
})();
