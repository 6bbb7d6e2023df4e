// Let who types a password look at it: one choice for all of a form, hidden again before it is sent.
(function () {
  'use strict';
  var B = window.Bimtek;
  B.all('form').forEach(function (form) {
    var fields = B.all('[type="password"]', form), last = fields[fields.length - 1];
    if (!last) { return; }
    var label = document.createElement('label'), box = document.createElement('input'), word = document.createElement('span');
    label.className = 'choice';
    box.type = 'checkbox';
    word.textContent = B.word('reveal');
    label.appendChild(box);
    label.appendChild(word);
    last.parentNode.appendChild(label);
    function show() { fields.forEach(function (field) { field.type = box.checked ? 'text' : 'password'; }); }
    box.addEventListener('change', show);
    form.addEventListener('submit', function () { box.checked = false; show(); });
    window.addEventListener('pageshow', function () { box.checked = false; show(); });
  });
})();
