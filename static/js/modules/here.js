// A page that answers a sent form stands for an address that can be asked again: going back or reloading then shows that page
// (with the draft kept on this device) instead of the browser's question whether to send everything once more.
(function () {
  'use strict';
  var here = document.body.getAttribute('data-here');
  if (here && window.history && window.history.replaceState) { window.history.replaceState(null, '', here); }
})();
