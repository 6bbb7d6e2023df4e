// How long an act can be taken back: the first number of the text counts down; then the way back is hidden.
(function () {
  'use strict';
  var B = window.Bimtek;
  B.countdown = function (root) {
    B.all('[data-countdown]', root).forEach(function (node) {
      // the seconds are not announced one by one, nor after a live block was renewed
      var live = node.closest('[role=status]'); if (live) { live.removeAttribute('role'); }
      if (node.bimtekCounting) { return; }
      node.bimtekCounting = true;
      var until = Date.now() + 1000 * parseInt(node.getAttribute('data-countdown'), 10), text = node.textContent;
      var timer = setInterval(function () {
        var left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
        node.textContent = text.replace(/\d+/, String(left));
        if (left === 0) {
          clearInterval(timer);
          var strip = node.closest('.strip'), form = strip && strip.querySelector('form');
          if (form) { form.hidden = true; }
        }
      }, 1000);
    });
  };
  B.countdown(document);
})();
