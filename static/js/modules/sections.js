// A long form a few questions at a time: the part the address names is shown, so the browser's way back works and no request is needed.
// Without a script all parts stand below one another.
(function () {
  'use strict';
  var B = window.Bimtek, box = document.querySelector('[data-sections]');
  if (!box) { return; }
  var parts = B.all('[data-section]', box);
  function wanted() {
    var id = window.location.hash.slice(1), node = id ? document.getElementById(id) : null;
    return { part: (node && node.closest('[data-section]')) || parts[0], node: node };
  }
  function show(moved) {
    var at = wanted();
    parts.forEach(function (part) { part.hidden = part !== at.part; });
    if (!moved) { if (at.node) { at.node.scrollIntoView(); } return; }
    var place = at.node && at.node !== at.part ? at.node : at.part.querySelector('h2');
    if (place) { place.focus({ preventScroll: true }); place.scrollIntoView({ block: 'start' }); }
  }
  window.addEventListener('hashchange', function () { show(true); });
  show(false);
})();
