// Live blocks: ask, replace only what changed, say how old the data is. Slows down with the server, rests while nobody looks.
(function () {
  'use strict';
  var B = window.Bimtek, blocks = B.all('[data-poll]'), fresh = Date.now(), SLOWEST = 30000;
  if (!blocks.length || !window.fetch) { return; }
  var morpher = document.body.getAttribute('data-morph');
  if (morpher && !window.Idiomorph) { var script = document.createElement('script'); script.src = morpher; document.head.appendChild(script); }
  function flash(node) {
    node.classList.remove('flash'); void node.offsetWidth; node.classList.add('flash');
    setTimeout(function () { node.classList.remove('flash'); }, 450);
  }
  var callbacks = {
    beforeNodeMorphed: function (old) { return !(old.hasAttribute && old.hasAttribute('data-keep')); },
    beforeNodeRemoved: function (old) { return !(old.hasAttribute && old.hasAttribute('data-keep')); },
    beforeAttributeUpdated: function (name, node) {
      if (name === 'open' && (node.tagName === 'DETAILS' || node.tagName === 'DIALOG')) { return false; }
      if (name === 'data-flash') { flash(node); }
      if (name === 'class' && node.classList.contains('state') && node.closest('td')) { flash(node.closest('td')); }
      return true;
    }
  };
  function replace(block, html) {
    // what is being typed stays; a button that was pressed may become another
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test((document.activeElement || {}).tagName || '');
    if (window.Idiomorph) { window.Idiomorph.morph(block, html, { morphStyle: 'innerHTML', ignoreActiveValue: typing, callbacks: callbacks }); }
    else if (block.contains(document.activeElement) || block.querySelector('[data-keep]')) { B.announce(B.word('changed')); }
    else { block.innerHTML = html; }
    if (B.countdown) { B.countdown(block); }
    block.dispatchEvent(new CustomEvent('bimtek:updated', { bubbles: true }));
  }
  B.flash = flash; B.replace = replace;
  function follow(block) {
    var every = Math.max(1000, parseInt(block.getAttribute('data-every'), 10) || 4000), failures = 0, timer = null, under = false, over = false;
    // 118 devices must not ask in the same instant
    function next(wait) { clearTimeout(timer); if (!over) { timer = setTimeout(ask, Math.min(SLOWEST, wait) * (0.85 + 0.3 * Math.random())); } }
    function ended() { over = true; B.announce(B.word('reload')); var place = block.querySelector('[data-poll-ended]'); if (place) { place.hidden = false; } }
    function ask() {
      if (document.hidden || under || over) { return; }
      under = true;
      var began = Date.now(), stop = window.AbortController ? new AbortController() : null, limit = setTimeout(function () { if (stop) { stop.abort(); } }, 15000);
      fetch(block.getAttribute('data-poll'), { headers: { 'X-Live': '1', 'X-Version': block.getAttribute('data-version') || '', 'X-Requested-With': 'fetch' }, credentials: 'same-origin', cache: 'no-store', signal: stop ? stop.signal : undefined })
        .then(function (answer) {
          // signed out, or sent elsewhere: never put a sign-in page inside the block
          if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) { ended(); return null; }
          if (answer.status !== 200 && answer.status !== 204) { throw new Error(String(answer.status)); }
          fresh = Date.now(); failures = 0; B.status.connected(true, began);
          if (answer.headers.get('X-Clock')) { document.dispatchEvent(new CustomEvent('bimtek:clock', { detail: answer.headers.get('X-Clock') })); }
          if (answer.status === 204) { if (answer.headers.get('X-Version')) { block.setAttribute('data-version', answer.headers.get('X-Version')); } return null; }
          // only what is new, for the block's own script to write; what it cannot place asks for the whole block
          if (/json/.test(answer.headers.get('Content-Type') || '')) {
            return answer.json().then(function (told) { block.setAttribute('data-version', B.news(told) ? answer.headers.get('X-Version') || '' : ''); });
          }
          return answer.text().then(function (html) { replace(block, html); block.setAttribute('data-version', answer.headers.get('X-Version') || ''); });
        })
        .then(function () { under = false; clearTimeout(limit); next(Math.max(every, 4 * (Date.now() - began))); }, function () {
          under = false; clearTimeout(limit); failures += 1;
          if (failures > 1) { B.status.connected(false); }
          next(every * Math.pow(2, Math.min(failures, 3)));
        });
    }
    document.addEventListener('visibilitychange', function () { if (!document.hidden) { next(50); } });
    document.addEventListener('bimtek:ask', function () { next(0); });
    next(every);
  }
  setInterval(function () {
    var age = B.word('age', Math.max(0, Math.round((Date.now() - fresh) / 1000)));
    B.all('[data-age]').forEach(function (node) { node.textContent = age; });
  }, 1000);
  blocks.forEach(follow);
})();
