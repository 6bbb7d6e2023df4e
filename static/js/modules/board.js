// The trainer's board: writes what is new into its rows, lets idle minutes grow by themselves, remembers how it is wanted, and opens one
// person beside the grid where there is room. Without a script the page shows the same, once.
(function () {
  'use strict';
  var B = window.Bimtek, block = document.getElementById('board'), said = block && block.getAttribute('data-board');
  if (!said) { return; }
  var words = JSON.parse(said), ahead = Number(block.getAttribute('data-at')) * 1000 - Date.now(), opened = 0;

  function idle(since) {
    if (since < 0) { return words.idle[0]; }
    var minutes = Math.max(0, Math.floor((Date.now() + ahead) / 60000 - since / 60));
    if (minutes < 1) { return words.idle[1]; }
    var at = minutes < 120 ? 2 : minutes < 2880 ? 3 : 4;
    return words.idle[at].replace('{n}', String(Math.floor(minutes / [1, 60, 1440][at - 2])));
  }
  function write(node, text) { if (node.textContent !== text) { node.textContent = text; return true; } return false; }
  function why(letters, since) {
    if (!letters) { return since < 0 ? words.why[since === -2 ? '0' : '1'] : ''; }
    return words.why[letters.charAt(0)] + (letters.length > 1 ? ' +' + (letters.length - 1) : '');
  }
  function number(row, name, otherwise) { var value = row.getAttribute(name); return value === null ? otherwise : Number(value); }
  // raised hands in the order of their queue, then the longest wait (or the order wished); those who never came carry -2, those who never began -1
  function later(one, other) {
    var by = [[number(one, 'data-hand', 1e9), number(other, 'data-hand', 1e9)]];
    if (block.getAttribute('data-order') === 'tunggu') { by.push([number(one, 'data-since', 0), number(other, 'data-since', 0)]); }
    by.push([number(one, 'data-n', 0), number(other, 'data-n', 0)]);
    for (var at = 0; at < by.length; at += 1) { if (by[at][0] !== by[at][1]) { return by[at][0] > by[at][1]; } }
    return false;
  }
  function place(row, body) {
    var next = body.rows[1];
    while (next && (next === row || !later(next, row))) { next = next.nextElementSibling; }
    if (row.parentNode === body && row.nextElementSibling === next) { return; }
    body.insertBefore(row, next || null);
  }
  function update(row, news) {
    var cells = row.cells, count = news[2].length;
    for (var at = 0; at < count; at += 1) {
      var shape = cells[at + 2].firstChild, state = words.states[news[2].charAt(at)];
      if (shape.className !== 'state state-' + state[0]) { shape.className = 'state state-' + state[0]; shape.textContent = state[1]; B.flash(cells[at + 2]); }
    }
    row.setAttribute('data-since', news[3]);
    if (news[6]) { row.setAttribute('data-hand', news[6]); } else { row.removeAttribute('data-hand'); }
    cells[1].className = 'board-why' + (news[5] ? (news[5].charAt(0) === 'f' ? ' tone-bad' : ' tone-warn') : '');
    if (write(cells[1], why(news[5], news[3]))) { B.flash(cells[1]); }
    write(cells[count + 2], idle(news[3]));
    if (write(cells[count + 3], news[4] ? String(news[4]) : '–')) { B.flash(cells[count + 3]); }
    place(row, block.querySelector('[data-section-rows=' + words.sections[news[1]] + ']'));
  }
  function count() {
    B.all('[data-section-rows]', block).forEach(function (body) {
      var people = body.rows.length - 1;
      body.hidden = !people;
      write(body.rows[0].querySelector('span'), String(people));
    });
  }
  // what poll.js hands on when the answer is only what is new; false asks for the whole board
  B.news = function (told) {
    var held = document.activeElement, known = true;
    ahead = told.at * 1000 - Date.now();
    told.rows.forEach(function (news) {
      var row = document.getElementById('person-' + news[0]);
      if (!row || row.cells.length !== news[2].length + 4) { known = false; return; }
      update(row, news);
      if (news[0] === opened) { open(opened, false); }
    });
    B.all('.board-done', block).forEach(function (node, at) { write(node, String(told.done[at])); });
    Object.keys(told.parts).forEach(function (id) { var part = document.getElementById(id); if (part) { B.replace(part, told.parts[id]); } });
    count();
    if (held && held !== document.activeElement && document.contains(held)) { held.focus({ preventScroll: true }); }
    return known;
  };
  function grow() {
    B.all('[data-since]', block).forEach(function (node) {
      write(node.tagName === 'TR' ? node.cells[node.cells.length - 2] : node, idle(Number(node.getAttribute('data-since'))));
    });
  }
  setInterval(grow, 10000);

  // ---- how the board is wanted: in the address for everybody, on this device for the next time
  var form = document.querySelector('[data-board-filters]'), KEPT = ['unit', 'kelompok', 'urut'];
  var NAME = 'bimtek-board-' + document.body.getAttribute('data-account') + '-' + form.getAttribute('data-board-filters');
  function asked(name) { var found = new RegExp('[?&]' + name + '=([^&]*)').exec(window.location.search); return found ? found[1] : null; }
  function without(search) { return search.replace(/([?&])orang=[^&]*/, '$1').replace(/&&/, '&').replace(/[?&]$/, ''); }
  try {
    var wish = KEPT.filter(function (name) { return asked(name); }).map(function (name) { return name + '=' + asked(name); }).join('&');
    var plain = KEPT.concat(['cari', 'lembar', 'orang']).every(function (name) { return asked(name) === null; });
    var before = window.localStorage.getItem(NAME);
    if (plain && before) { window.location.replace(window.location.pathname + '?kelas=' + form.getAttribute('data-board-filters') + '&' + before); }
    else if (!plain) { window.localStorage.setItem(NAME, wish); }
  } catch (error) { form.removeAttribute('data-board-filters'); }

  // ---- one person beside the grid
  var room = window.matchMedia && window.matchMedia('(min-width: 75em)');
  function side() { return document.getElementById('board-side'); }
  function mark(id) {
    B.all('.board-selected', block).forEach(function (row) { row.classList.remove('board-selected'); row.querySelector('a').removeAttribute('aria-current'); });
    var row = id && document.getElementById('person-' + id);
    if (row) { row.classList.add('board-selected'); row.querySelector('a').setAttribute('aria-current', 'true'); }
  }
  function show(id) { var search = without(window.location.search); window.history.pushState({ person: id }, '', window.location.pathname + search + (id ? (search ? '&' : '?') + 'orang=' + id : '')); }
  function close(remember) {
    var row = document.getElementById('person-' + opened), inside = side() && side().contains(document.activeElement);
    if (side()) { side().hidden = true; side().textContent = ''; }
    mark(0); opened = 0;
    if (remember) { show(0); }
    if (inside && row) { row.querySelector('a').focus(); }
  }
  function reach(panel) { var top = panel.getBoundingClientRect().top; if (top < 0 || top > 0.75 * window.innerHeight) { panel.scrollIntoView(); } }
  function open(id, remember) {
    var unit = document.getElementById('unit'), address = '/papan/orang/' + id + '/samping' + (unit ? '?unit=' + encodeURIComponent(unit.value) : '');
    return window.fetch(address, { headers: { 'X-Live': '1', 'X-Requested-With': 'fetch' }, credentials: 'same-origin', cache: 'no-store' }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (html) {
      if (!remember && opened !== id) { return; }
      B.replace(side(), html); side().hidden = false; mark(id);
      if (remember) { show(id); B.announce(side().querySelector('h2').textContent); reach(side()); }
      opened = id;
    });
  }
  var first = side() && side().querySelector('[data-person]');
  if (first) { opened = Number(first.getAttribute('data-person')); }
  block.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a'), row = link && link.closest('tr[id^=person-], li[id^=help-]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    if (link.hasAttribute('data-board-close')) { event.preventDefault(); close(true); return; }
    if (!row || !room || !room.matches || !window.fetch || !side()) { return; }
    event.preventDefault();
    open(Number(row.id.replace(/\D/g, '')), true).then(null, function () { window.location.href = link.href; });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && opened && !document.querySelector('dialog[open]') && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { close(true); }
  });
  window.addEventListener('popstate', function () {
    var id = Number(asked('orang') || 0);
    if (!id) { close(false); } else { opened = id; open(id, false).then(null, function () { close(false); }); }
  });
})();
