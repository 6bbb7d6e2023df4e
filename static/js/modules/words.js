// What every behaviour shares: the words of this page's language, finding, and saying something to a screen reader.
(function () {
  'use strict';
  var words = {};
  try { words = JSON.parse(document.body.getAttribute('data-words') || '{}'); } catch (error) { words = {}; }
  var B = window.Bimtek = {};
  B.all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  B.word = function (name, number) { return (words[name] || '').replace('{n}', String(number)); };
  B.time = function (date) {
    return [date.getHours(), date.getMinutes(), date.getSeconds()].map(function (n) { return (n < 10 ? '0' : '') + n; }).join('.');
  };
  // one polite region for the whole page; the same words are not said twice in a row
  B.announce = function (text) {
    var region = document.querySelector('[data-announce]');
    if (region && text && region.textContent !== text) { region.textContent = text; }
  };
})();
