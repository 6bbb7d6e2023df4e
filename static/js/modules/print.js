(function () {
  'use strict';
  window.Bimtek.all('[data-print]').forEach(function (button) { button.addEventListener('click', function () { window.print(); }); });
})();
