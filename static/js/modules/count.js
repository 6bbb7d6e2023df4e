// Characters left, beside the field; it never cuts what was typed or pasted. Spoken only when the end is near, after a pause.
(function () {
  'use strict';
  var B = window.Bimtek;
  B.all('[data-count]').forEach(function (box) {
    var most = parseInt(box.getAttribute('data-count'), 10), place = document.getElementById(box.id + '-count'), timer = null;
    if (!place || !most) { return; }
    function show() {
      // line breaks are sent as two characters, but counted as one by everyone who reads them
      var left = most - box.value.length;
      place.textContent = left < 0 ? B.word('over', -left) : B.word('left', left);
      place.classList.toggle('tone-bad', left < 0);
      clearTimeout(timer);
      if (left < most * 0.1) { timer = setTimeout(function () { B.announce(place.textContent); }, 1500); }
    }
    box.addEventListener('input', show);
    if (box.value) { show(); }
  });
})();
