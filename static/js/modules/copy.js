// Copy a text; over plain http there is no clipboard API, so the old way is tried as well.
(function () {
  'use strict';
  var B = window.Bimtek;
  function done(button, before) {
    button.textContent = B.word('copied'); B.announce(B.word('copied'));
    setTimeout(function () { button.textContent = before; }, 2500);
  }
  function oldWay(text) {
    var box = document.createElement('textarea'), ok = false;
    box.value = text; box.className = 'visually-hidden'; document.body.appendChild(box); box.select();
    try { ok = document.execCommand('copy'); } catch (error) { ok = false; }
    document.body.removeChild(box);
    return ok;
  }
  B.all('[data-copy]').forEach(function (button) {
    button.addEventListener('click', function () {
      var target = button.getAttribute('data-copy') && document.querySelector(button.getAttribute('data-copy'));
      var text = target ? (target.value || target.textContent).trim() : button.getAttribute('data-text') || '', before = button.textContent;
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(text).then(function () { done(button, before); }, function () { if (oldWay(text)) { done(button, before); } });
      } else if (oldWay(text)) { done(button, before); button.focus(); }
    });
  });
})();
