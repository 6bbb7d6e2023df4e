// A form marked data-leaving is sent by itself when the page is left: whoever stops looking says so without a tap.
(function () {
  'use strict';
  var form = document.querySelector('form[data-leaving]'), pressed = false;
  if (!form || !navigator.sendBeacon) { return; }
  form.addEventListener('submit', function () { pressed = true; });
  window.addEventListener('pagehide', function () {
    var body = new FormData(form);
    if (pressed) { return; }
    body.append('leaving', '1');
    navigator.sendBeacon(form.action, body);
  });
})();
