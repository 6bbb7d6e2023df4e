// After sign-out on a shared laptop nothing of the person who left stays behind in this browser.
(function () {
  'use strict';
  Array.prototype.forEach.call(document.querySelectorAll('[data-clear-drafts]'), function (place) {
    var prefix = 'bimtek-draft:' + place.getAttribute('data-clear-drafts') + ':';
    try {
      Object.keys(window.localStorage).forEach(function (name) { if (name.indexOf(prefix) === 0) { window.localStorage.removeItem(name); } });
    } catch (error) { return; }
    Array.prototype.forEach.call(place.querySelectorAll('[data-drafts-cleared]'), function (note) { note.hidden = false; });
  });
})();
