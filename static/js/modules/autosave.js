// Every answer goes to the server at once; until the server has it, it stays on this device. A lost link loses nothing and stops nobody.
// What another device saved meanwhile wins over what this one still held back.
(function () {
  'use strict';
  var B = window.Bimtek, box = document.querySelector('[data-autosave]'), form = box && box.closest('form');
  if (!form || !window.fetch) { return; }
  var NAME = 'bimtek-draft:' + (document.body.getAttribute('data-account') || '-') + ':' + box.getAttribute('data-autosave-key');
  var url = box.getAttribute('data-autosave'), pending = {}, known = {}, sending = false, going = false, ended = false, timer = null;
  function keep() {
    try {
      if (Object.keys(pending).length) { window.localStorage.setItem(NAME, JSON.stringify({ at: Date.now(), base: [], values: [], answers: pending })); } else { window.localStorage.removeItem(NAME); }
    } catch (error) { return; }
  }
  function fields() { return B.all('input[type=radio], input[type=checkbox]', box); }
  function valueOf(name) {
    var value = '', own = fields().filter(function (e) { return e.name === name; });
    own.forEach(function (e) { if (e.type === 'checkbox') { value = e.checked ? '1' : '0'; } else if (e.checked) { value = e.value; } });
    return value;
  }
  function put(name, value) { fields().forEach(function (e) { if (e.name === name) { e.checked = e.type === 'checkbox' ? value === '1' : e.value === value; } }); }
  // The browser gives a reloaded page its old ticks back; what the server's page says counts.
  fields().forEach(function (e) { e.checked = e.defaultChecked; });
  fields().forEach(function (e) { if (!(e.name in known)) { known[e.name] = valueOf(e.name); } });
  try { pending = (JSON.parse(window.localStorage.getItem(NAME) || 'null') || {}).answers || {}; } catch (error) { pending = {}; }
  Object.keys(pending).forEach(function (name) {
    if (known[name] === undefined || known[name] !== pending[name].base) { delete pending[name]; } else { put(name, pending[name].value); }
  });
  keep();
  function say(waiting) {
    B.all('[data-autosave-words]').forEach(function (node) { node.hidden = false; node.textContent = (node.getAttribute(waiting ? 'data-waiting' : 'data-saved') || '').replace('{n}', String(waiting)); });
  }
  function count() {
    var done = 0, seen = {};
    fields().forEach(function (e) { if (e.type === 'radio' && !seen[e.name]) { seen[e.name] = true; if (valueOf(e.name)) { done += 1; } } });
    B.all('[data-answered-count]').forEach(function (node) { node.textContent = String(done); });
    B.all('[data-answered-bar]').forEach(function (bar) { bar.value = done; });
    B.all('[data-question-strip]').forEach(function (strip) {
      B.all('a', strip).forEach(function (link) {
        var item = link.getAttribute('data-question'), answered = valueOf('a-' + item) !== '', flagged = valueOf('f-' + item) === '1', words = link.querySelector('span span');
        link.classList.toggle('is-answered', answered); link.classList.toggle('is-flagged', flagged);
        if (words) { words.textContent = strip.getAttribute(answered ? 'data-answered' : 'data-open') + (flagged ? ', ' + strip.getAttribute('data-flagged') : ''); if (words.nextSibling) { words.nextSibling.textContent = ''; } }
      });
    });
  }
  function over() { ended = true; B.all('[data-autosave-ended]').forEach(function (node) { node.hidden = false; }); B.announce(B.word('reload')); }
  function later() { var waiting = Object.keys(pending).length; clearTimeout(timer); timer = setTimeout(flush, 3000); B.status.connected(false); B.status.waiting(waiting); say(waiting); }
  function leave() { going = false; window.location.href = box.getAttribute('data-then'); }
  function flush() {
    var sent = Object.keys(pending), body = new URLSearchParams(), values = {}, began = Date.now();
    if (sending || ended || (!sent.length && !going)) { return; }
    sending = true; clearTimeout(timer);
    body.append('csrf_token', form.querySelector('[name=csrf_token]').value);
    sent.forEach(function (name) { values[name] = pending[name].value; body.append(name, values[name]); });
    var stop = window.AbortController ? new AbortController() : null, limit = setTimeout(function () { if (stop) { stop.abort(); } }, 10000);
    fetch(url, { method: 'POST', body: body, headers: { 'X-Autosave': '1' }, credentials: 'same-origin', cache: 'no-store', signal: stop ? stop.signal : undefined })
      .then(function (answer) {
        clearTimeout(limit); sending = false;
        if (answer.status === 409) { pending = {}; keep(); window.location.reload(); return; }
        if (answer.redirected || answer.status === 400 || answer.status === 401 || answer.status === 403 || answer.status === 404) { over(); return; }
        if (answer.status !== 204) { later(); return; }
        sent.forEach(function (name) { known[name] = values[name]; if (pending[name].value === values[name]) { delete pending[name]; } else { pending[name].base = values[name]; } });
        keep(); B.status.connected(true, began); B.status.waiting(0); B.status.onServer(new Date());
        if (!Object.keys(pending).length) { say(0); }
        if (Object.keys(pending).length) { flush(); } else if (going) { leave(); }
      }, function () { clearTimeout(limit); sending = false; later(); });
  }
  box.addEventListener('change', function (event) {
    var name = event.target.name, value;
    if (!(name in known)) { return; }
    value = valueOf(name);
    if (value === known[name] && !sending) { delete pending[name]; } else { pending[name] = { value: value, base: known[name] }; }
    keep(); count(); B.status.onDevice(new Date());
    flush();
  });
  form.addEventListener('submit', function (event) { event.preventDefault(); event.stopImmediatePropagation(); going = true; flush(); }, true);
  document.addEventListener('bimtek:flush', flush);
  window.addEventListener('online', flush);
  count();
  if (Object.keys(pending).length) { flush(); }
})();
