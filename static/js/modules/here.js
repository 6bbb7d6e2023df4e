// A page that answers a sent form stands for an address that can be asked again: going back or reloading then shows that page
// (with the draft kept on this device) instead of the browser's question whether to send everything once more.
(function () {
  'use strict';
  var here = document.body.getAttribute('data-here');
  if (!window.history || !window.history.replaceState) { return; }
  // from now on the page after an act may come with the answer to the act
  document.cookie = 'seketika=1; path=/; SameSite=Lax';
  if (!here) { return; }
  var part = here.split('#')[1];
  window.history.replaceState(null, '', here.split('#')[0]);
  if (part) { window.location.replace('#' + part); }
})();
