// After sign-out on a shared laptop nothing of anybody stays behind in this browser: not of the person who leaves, and not of
// somebody who sat here before and never signed out. What the server received is there at any device.
(function () {
  'use strict';
  Array.prototype.forEach.call(document.querySelectorAll('[data-clear-drafts]'), function (place) {
    // Drafts and reports kept for a lost link go whoever's they are; an act of somebody else that was never sent stays theirs to send.
    var whose = place.getAttribute('data-clear-drafts'), own = ['bimtek-outbox:' + whose + ':', 'bimtek-sending:' + whose];
    var goes = function (name) { return /^bimtek-(draft:|board-|pack:)/.test(name) || (whose && own.some(function (start) { return name === start || (/:$/.test(start) && name.indexOf(start) === 0); })); };
    try {
      Object.keys(window.localStorage).forEach(function (name) { if (goes(name)) { window.localStorage.removeItem(name); } });
    } catch (error) { return; }
    Array.prototype.forEach.call(place.querySelectorAll('[data-drafts-cleared]'), function (note) { note.hidden = false; });
  });
})();
