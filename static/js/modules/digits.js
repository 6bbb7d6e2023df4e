// Digits give levels: in the choice that holds the focus, else in the first on the page without a level; then on to the next.
(function () {
  'use strict';
  var B = window.Bimtek, sheet = document.getElementById('shortcuts');
  function allowed() { try { return window.localStorage.getItem('bimtek-shortcuts') !== 'off'; } catch (error) { return true; } }
  function typing(node) { return node && (node.isContentEditable || /^(TEXTAREA|SELECT)$/.test(node.tagName) || (node.tagName === 'INPUT' && node.type !== 'radio')); }
  function shown(node) { return node.getClientRects().length > 0; }
  function open() { return B.all('[data-digits]').filter(function (set) { return shown(set) && !set.querySelector(':checked'); }); }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key) || (sheet && sheet.open) || typing(event.target) || !allowed()) { return; }
    var inside = event.target.closest && event.target.closest('[data-digits]'), set = inside || open()[0];
    var radio = set && set.querySelector('input[type=radio][value="' + event.key + '"]');
    if (!radio) { return; }
    event.preventDefault();
    radio.checked = true;
    radio.dispatchEvent(new Event('change', { bubbles: true }));
    var rest = set.form && set.form.hasAttribute('data-digits-on') ? open() : [], next = rest.length ? rest[0].querySelector('input') : radio;
    next.focus();
    if (next.scrollIntoView) { next.scrollIntoView({ block: 'nearest' }); }
  });
})();
