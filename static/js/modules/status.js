// The one place that says how the saving stands. It is spoken only when the link is lost or comes back.
(function () {
  'use strict';
  var B = window.Bimtek, place = document.querySelector('[data-save-status]');
  var state = { connected: true, device: null, server: null, waiting: {} }, cut = 0;
  function piece(tag, text) { var node = document.createElement(tag); node.textContent = text; return node; }
  function show() {
    if (!place) { return; }
    place.textContent = '';
    place.classList.toggle('is-offline', !state.connected);
    place.appendChild(piece('b', B.word(state.connected ? 'connected' : 'offline')));
    var parts = [];
    if (state.device) { parts.push(B.word('onDevice') + ' ' + B.time(state.device)); }
    var count = Object.keys(state.waiting).reduce(function (sum, of) { return sum + state.waiting[of]; }, 0);
    if (count) { parts.push(B.word('queued', count)); } else if (state.server) { parts.push(B.word('onServer') + ' ' + B.time(state.server)); }
    if (parts.length) { place.appendChild(document.createTextNode(' ' + parts.join(', '))); }
    if (place.hasAttribute('data-with-age')) { place.appendChild(document.createTextNode(' ')); var age = piece('span', ''); age.setAttribute('data-age', ''); place.appendChild(age); }
  }
  B.status = {
    onDevice: function (date) { state.device = date; show(); },
    onServer: function (date) { state.server = date; show(); },
    // forms of this page and acts in the outbox of this browser are counted together
    waiting: function (count, of) { of = of || 'forms'; if (state.waiting[of] !== count) { state.waiting[of] = count; show(); } },
    isConnected: function () { return state.connected; },
    // `began`: when what was answered was asked; an answer still on its way when the link was cut says nothing of now
    connected: function (is, began) {
      if (state.connected === is || (is && began && began < cut)) { return; }
      if (!is) { cut = Date.now(); }
      state.connected = is; show();
      B.announce(B.word(is ? 'connected' : 'offline'));
      document.dispatchEvent(new CustomEvent('bimtek:link', { detail: is }));
    }
  };
  window.addEventListener('offline', function () { cut = Date.now(); });
  if (place && place.querySelector('[data-age]')) { place.setAttribute('data-with-age', ''); }
})();
