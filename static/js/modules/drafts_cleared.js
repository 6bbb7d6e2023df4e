// After sign-out on a shared laptop nothing of the person who left stays behind in this browser.
(function () {
  'use strict';
  Array.prototype.forEach.call(document.querySelectorAll('[data-clear-drafts]'), function (place) {
    var whose = place.getAttribute('data-clear-drafts'), own = ['draft:' + whose + ':', 'outbox:' + whose + ':', 'pack:' + whose, 'sending:' + whose];
    try {
      Object.keys(window.localStorage).forEach(function (name) { if (own.some(function (kind) { return name === 'bimtek-' + kind || (/:$/.test(kind) && name.indexOf('bimtek-' + kind) === 0); })) { window.localStorage.removeItem(name); } });
    } catch (error) { return; }
    Array.prototype.forEach.call(place.querySelectorAll('[data-drafts-cleared]'), function (note) { note.hidden = false; });
  });
})();
