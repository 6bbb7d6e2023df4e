// Sorting and switching without a further tap; the button for it stands in <noscript>.
(function () {
  'use strict';
  window.Bimtek.all('[data-submit-on-change]').forEach(function (field) { field.addEventListener('change', function () { if (field.form) { field.form.submit(); } }); });
})();
