// Keys for those who work on a laptop all day. Never while typing, never with Ctrl, Alt or Meta; single letters can be switched off.
(function () {
  'use strict';
  var B = window.Bimtek, sheet = document.getElementById('shortcuts'), opener = document.querySelector('[data-shortcuts]'), NAME = 'bimtek-shortcuts';
  if (!sheet || !sheet.showModal) { return; }
  var box = document.getElementById('shortcuts-on');
  function allowed() { try { return window.localStorage.getItem(NAME) !== 'off'; } catch (error) { return true; } }
  box.checked = allowed();
  box.addEventListener('change', function () { try { window.localStorage.setItem(NAME, box.checked ? 'on' : 'off'); } catch (error) { return; } });
  if (opener) { opener.hidden = false; opener.addEventListener('click', function () { sheet.showModal(); }); }
  function typing(node) { return node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type)); }
  function move(step) {
    var links = B.all('[data-rows] > li, table[data-rows] tbody tr').map(function (row) { return row.querySelector('a'); }).filter(Boolean);
    if (!links.length) { return false; }
    var at = links.indexOf(document.activeElement), to = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
    links[to].focus();
    return true;
  }
  function reach(selector) { var node = document.querySelector(selector); if (!node) { return false; } node.focus(); if (node.scrollIntoView) { node.scrollIntoView({ block: 'center' }); } return true; }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || sheet.open || typing(event.target) || !allowed()) { return; }
    var acts = { '?': function () { sheet.showModal(); return true; }, j: function () { return move(1); }, k: function () { return move(-1); }, '/': function () { return reach('[data-search], [type=search]'); }, n: function () { return reach('[data-new-note], form[data-draft] textarea'); } };
    if (acts[event.key] && acts[event.key]()) { event.preventDefault(); }
  });
})();
