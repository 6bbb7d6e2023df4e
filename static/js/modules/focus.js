// After a fault the page begins at the list of faults.
(function () {
  'use strict';
  var place = document.querySelector('[data-focus]');
  if (place) { place.focus(); }
})();
