// Where there is room, guide and facts stand open beside the work.
(function () {
  'use strict';
  if (!window.matchMedia || !window.matchMedia('(min-width: 64em)').matches) { return; }
  window.Bimtek.all('details[data-open-wide]').forEach(function (panel) { panel.open = true; });
})();
