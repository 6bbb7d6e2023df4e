// What is typed stays on this device until the server has it: a lost link, a flat battery or a wrong tap loses nothing.
(function () {
  'use strict';
  var B = window.Bimtek, PREFIX = 'bimtek-draft:', KEEP_DAYS = 14;
  var account = document.body.getAttribute('data-account') || '-';
  function nameOf(key) { return PREFIX + account + ':' + key; }
  var store = {
    get: function (name) { try { return JSON.parse(window.localStorage.getItem(name) || 'null'); } catch (error) { return null; } },
    set: function (name, value) { try { window.localStorage.setItem(name, JSON.stringify(value)); return true; } catch (error) { return false; } },
    remove: function (name) { try { window.localStorage.removeItem(name); } catch (error) { return; } },
    names: function () { try { return Object.keys(window.localStorage).filter(function (n) { return n.indexOf(PREFIX) === 0; }); } catch (error) { return []; } }
  };
  function inputs(form) {
    return Array.prototype.filter.call(form.elements, function (e) {
      return e.name && !e.disabled && ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'fieldset'].indexOf(e.type) < 0;
    });
  }
  function read(form) {
    return inputs(form).map(function (e) {
      if (e.type === 'checkbox' || e.type === 'radio') { return [e.name, e.value, e.checked]; }
      if (e.type === 'select-multiple') { return [e.name, '', Array.prototype.map.call(e.options, function (o) { return o.selected; })]; }
      return [e.name, e.value, null];
    });
  }
  function write(form, values) {
    var own = inputs(form);
    values.forEach(function (v, i) {
      var e = own[i];
      if (!e || e.name !== v[0]) { return; }
      if (v[2] === null) { e.value = v[1]; } else if (Array.isArray(v[2])) { v[2].forEach(function (on, n) { if (e.options[n]) { e.options[n].selected = on; } }); } else if (e.value === v[1]) { e.checked = v[2]; }
      e.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
  function same(a, b) { return JSON.stringify(a) === JSON.stringify(b); }
  // What the server's page said at first: its long texts alone where there are any, for a date or a list may change by itself.
  function baseOf(form) {
    var texts = inputs(form).filter(function (e) { return e.type === 'textarea'; }).map(function (e) { return e.defaultValue; });
    return texts.length ? texts : inputs(form).map(function (e) { return e.defaultValue || ''; });
  }
  function keep(form) {
    var name = nameOf(form.getAttribute('data-draft')), atFirst = read(form), base = baseOf(form), timer = null, kept = store.get(name);
    // A page that came back with faults holds what was sent: the draft still belongs to the page before it.
    var cameBack = kept && (same(kept.values, atFirst) || document.querySelector('.error-summary'));
    if (cameBack) { base = kept.base; }
    function save() {
      clearTimeout(timer); timer = null;
      if (store.set(name, { at: Date.now(), base: base, values: read(form) })) { B.status.onDevice(new Date()); }
    }
    // Given back only when the server's text is still the one this draft began with: what came from another device later wins.
    if (kept && !cameBack && same(kept.base, base)) {
      write(form, kept.values);
      B.status.onDevice(new Date(kept.at));
      var note = document.createElement('p');
      note.className = 'small-text quiet-text'; note.textContent = B.word('restored');
      form.insertBefore(note, form.firstChild);
    }
    form.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(save, 400); });
    form.addEventListener('change', function () { clearTimeout(timer); timer = setTimeout(save, 400); });
    ['pagehide', 'visibilitychange'].forEach(function (kind) { window.addEventListener(kind, function () { if (timer) { save(); } }, true); });
    form.addEventListener('submit', function () { if (timer) { save(); } });
    // the server has this text now: what is typed after it, also without a link, goes on from there
    form.addEventListener('bimtek:kept', function (event) { if (event.detail.length) { base = event.detail; if (store.get(name)) { save(); } } });
  }
  store.names().forEach(function (name) { var kept = store.get(name); if (!kept || Date.now() - kept.at > KEEP_DAYS * 864e5) { store.remove(name); } });
  B.all('[data-draft-clear]').forEach(function (node) {
    node.getAttribute('data-draft-clear').split(' ').filter(Boolean).forEach(function (key) { store.remove(nameOf(key)); });
    B.status.onServer(new Date());
  });
  B.all('form[data-draft]').forEach(keep);
})();
