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
B.announce = function (text) {
var region = document.querySelector('[data-announce]');
if (region && text && region.textContent !== text) { region.textContent = text; }
};
})();
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
waiting: function (count, of) { of = of || 'forms'; if (state.waiting[of] !== count) { state.waiting[of] = count; show(); } },
isConnected: function () { return state.connected; },
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
(function () {
'use strict';
var here = document.body.getAttribute('data-here');
if (!window.history || !window.history.replaceState) { return; }
document.cookie = 'seketika=1; path=/; SameSite=Lax';
if (!here) { return; }
var part = here.split('#')[1];
window.history.replaceState(null, '', here.split('#')[0]);
if (part) { window.location.replace('#' + part); }
})();
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
(function () {
'use strict';
var B = window.Bimtek, DAYS = { id: 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu', en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday' };
var MONTHS = { id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des', en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec' };
var language = document.documentElement.lang === 'en' ? 'en' : 'id';
function read(iso) { return Date.parse((iso.length > 16 ? iso.slice(0, 19) : iso.slice(0, 16) + ':00') + 'Z'); }
function two(n) { return (n < 10 ? '0' : '') + n; }
function words(ms, part) {
var d = new Date(ms), time = two(d.getUTCHours()) + '.' + two(d.getUTCMinutes());
if (part === 'time') { return time; }
return DAYS[language].split(' ')[d.getUTCDay()] + ', ' + d.getUTCDate() + ' ' + MONTHS[language].split(' ')[d.getUTCMonth()] + ' ' +
d.getUTCFullYear() + (part === 'day' ? '' : ', ' + time + ' WITA');
}
B.advance = function (start, passed, spans) {
for (var i = 0; i < spans.length && passed > 0; i += 1) {
if (spans[i][1] <= start) { continue; }
start = Math.max(start, spans[i][0]);
var step = Math.min(passed, spans[i][1] - start);
start += step; passed -= step;
}
return start;
};
function spansOf(text) {
return (text || '').split(' ').filter(Boolean).map(function (span) { return span.split('/').map(read); });
}
B.all('time[data-clock]').forEach(function (node) {
var start = read(node.getAttribute('data-sim')), rate = parseFloat(node.getAttribute('data-rate')) || 0;
var spans = spansOf(node.getAttribute('data-spans')), since = Date.now(), running = node.getAttribute('data-clock') === 'running';
var part = node.getAttribute('data-clock-part');
function show() {
var now = running && rate ? B.advance(start, (Date.now() - since) * rate, spans) : start, text = words(now, part);
if (node.textContent !== text) { node.textContent = text; node.setAttribute('datetime', new Date(now).toISOString().slice(0, 16)); }
}
document.addEventListener('bimtek:clock', function (event) {
var parts = event.detail.split(' ');
if (isNaN(read(parts[0] || ''))) { return; }
start = read(parts[0]); running = parts[1] === 'running'; rate = parseFloat(parts[2]) || 0; since = Date.now();
if (parts[3]) { spans = spansOf(parts[3].replace(/,/g, ' ')); }
show();
});
if (running && rate && spans.length) { show(); }
setInterval(function () { if (running && rate && spans.length && !document.hidden) { show(); } }, 1000);
});
})();
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
(function () {
'use strict';
var B = window.Bimtek;
B.all('[data-count]').forEach(function (box) {
var most = parseInt(box.getAttribute('data-count'), 10), place = document.getElementById(box.id + '-count'), timer = null;
if (!place || !most) { return; }
function show() {
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
(function () {
'use strict';
var B = window.Bimtek;
B.countdown = function (root) {
B.all('[data-countdown]', root).forEach(function (node) {
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
(function () {
'use strict';
var B = window.Bimtek, sheet = document.getElementById('shortcuts');
function allowed() { try { return window.localStorage.getItem('bimtek-shortcuts') !== 'off'; } catch (error) { return true; } }
function typing(node) { return node && (node.isContentEditable || /^(TEXTAREA|SELECT)$/.test(node.tagName) || (node.tagName === 'INPUT' && node.type !== 'radio')); }
function shown(node) { return node.getClientRects().length > 0; }
function open() { return B.all('[data-digits]').filter(function (set) { return shown(set) && !set.querySelector(':checked'); }); }
document.addEventListener('keydown', function (event) {
if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key) || (sheet && sheet.open) || typing(event.target) || !allowed()) { return; }
var inside = event.target.closest && event.target.closest('[data-digits]'), set = inside || open()[0];
var radio = set && set.querySelector('input[type=radio][value="' + event.key + '"]');
if (!radio) { return; }
event.preventDefault();
radio.checked = true;
radio.dispatchEvent(new Event('change', { bubbles: true }));
var rest = set.form && set.form.hasAttribute('data-digits-on') ? open() : [], next = rest.length ? rest[0].querySelector('input') : radio;
next.focus();
if (next.scrollIntoView) { next.scrollIntoView({ block: 'nearest' }); }
});
})();
(function () {
'use strict';
if (!window.matchMedia || !window.matchMedia('(min-width: 64em)').matches) { return; }
window.Bimtek.all('details[data-open-wide]').forEach(function (panel) { panel.open = true; });
})();
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
function baseOf(form) {
var texts = inputs(form).filter(function (e) { return e.type === 'textarea'; }).map(function (e) { return e.defaultValue; });
return texts.length ? texts : inputs(form).map(function (e) { return e.defaultValue || ''; });
}
function keep(form) {
var name = nameOf(form.getAttribute('data-draft')), atFirst = read(form), base = baseOf(form), timer = null, kept = store.get(name);
var cameBack = kept && (same(kept.values, atFirst) || document.querySelector('.error-summary'));
if (cameBack) { base = kept.base; }
function save() {
clearTimeout(timer); timer = null;
if (store.set(name, { at: Date.now(), base: base, values: read(form) })) { B.status.onDevice(new Date()); }
}
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
form.addEventListener('bimtek:kept', function (event) { if (event.detail.length) { base = event.detail; if (store.get(name)) { save(); } } });
}
store.names().forEach(function (name) { var kept = store.get(name); if (!kept || Date.now() - kept.at > KEEP_DAYS * 864e5) { store.remove(name); } });
B.all('[data-draft-clear]').forEach(function (node) {
node.getAttribute('data-draft-clear').split(' ').filter(Boolean).forEach(function (key) { store.remove(nameOf(key)); });
B.status.onServer(new Date());
});
B.all('form[data-draft]').forEach(keep);
})();
(function () {
'use strict';
Array.prototype.forEach.call(document.querySelectorAll('[data-clear-drafts]'), function (place) {
var whose = place.getAttribute('data-clear-drafts'), own = ['bimtek-outbox:' + whose + ':', 'bimtek-sending:' + whose];
var goes = function (name) { return /^bimtek-(draft:|board-|pack:)/.test(name) || (whose && own.some(function (start) { return name === start || (/:$/.test(start) && name.indexOf(start) === 0); })); };
try {
Object.keys(window.localStorage).forEach(function (name) { if (goes(name)) { window.localStorage.removeItem(name); } });
} catch (error) { return; }
Array.prototype.forEach.call(place.querySelectorAll('[data-drafts-cleared]'), function (note) { note.hidden = false; });
});
})();
(function () {
'use strict';
var place = document.querySelector('[data-focus]');
if (place) { place.focus(); }
})();
(function () {
'use strict';
var B = window.Bimtek, PAUSE = 700, LONGEST = 1500;
B.all('button[data-keeps]').forEach(function (button) {
var form = button.form, timer = null, since = 0, last = 0, sending = false, again = false, kept = null, keptAt = null, failed = false;
if (!form || !window.fetch || !window.FormData) { return; }
function words(given) {
var parts = [];
given.forEach(function (value, name) { parts.push([name, typeof value === 'string' ? value : [value.name, value.size, value.lastModified]]); });
return JSON.stringify(parts);
}
function keep() {
var given = new FormData(form), now = words(given);
since = 0;
if (sending) { again = true; return; }
if (now === kept) { B.status.onServer(keptAt); return; }
var texts = B.all('textarea', form).map(function (area) { return area.value; });
sending = true; failed = false; last = Date.now();
fetch(button.getAttribute('formaction'), { method: 'POST', body: given, headers: { 'X-Live': '1' }, credentials: 'same-origin', cache: 'no-store' })
.then(function (answer) {
if (answer.status === 204) {
kept = now; keptAt = new Date(); B.status.onServer(keptAt);
form.dispatchEvent(new CustomEvent('bimtek:kept', { detail: texts }));
}
done();
}, function () { failed = true; done(); });
}
function done() { sending = false; if (again) { again = false; later(); } }
function later() {
var now = Date.now();
since = since || now;
clearTimeout(timer); timer = setTimeout(keep, Math.max(0, last + LONGEST - now, Math.min(PAUSE, since + LONGEST - now)));
}
form.addEventListener('input', later);
form.addEventListener('change', later);
form.addEventListener('submit', function () { clearTimeout(timer); });
document.addEventListener('bimtek:link', function (event) { if (event.detail && failed) { later(); } });
});
})();
(function () {
'use strict';
var form = document.querySelector('form[data-leaving]'), pressed = false;
if (!form || !navigator.sendBeacon) { return; }
form.addEventListener('submit', function () { pressed = true; });
window.addEventListener('pagehide', function () {
var body = new FormData(form);
if (pressed) { return; }
body.append('leaving', '1');
navigator.sendBeacon(form.action, body);
});
})();
(function () {
'use strict';
var address = document.body.getAttribute('data-lost-link');
if (!address || !window.fetch || !window.history.pushState) { return; }
function begin() { var script = document.createElement('script'); script.src = address; document.head.appendChild(script); }
if (document.readyState === 'complete') { begin(); } else { window.addEventListener('load', begin); }
})();
(function () {
'use strict';
var B = window.Bimtek, PROBE = document.body.getAttribute('data-probe') || '/static/mark.svg', waiting = [];
function busy(form, is) {
form.bimtekSent = is;
B.all('button:not([type=button])', form).concat(form.id ? B.all('button[form="' + form.id + '"]') : []).forEach(function (button) {
if (is) { button.setAttribute('aria-busy', 'true'); } else { button.removeAttribute('aria-busy'); }
if (!button.hasAttribute('data-disabled-before')) { button.disabled = is; }
});
}
function reachable(within) {
var stop = window.AbortController ? new AbortController() : null, timer = setTimeout(function () { if (stop) { stop.abort(); } }, within || 5000);
return fetch(PROBE, { method: 'HEAD', cache: 'no-store', signal: stop ? stop.signal : undefined })
.then(function (answer) { return answer.text().then(function () { clearTimeout(timer); return answer.status < 500; }); })
.then(null, function () { clearTimeout(timer); return false; });
}
function send(form, button) {
form.bimtekGo = true; busy(form, false);
if (form.requestSubmit) { if (button) { form.requestSubmit(button); } else { form.requestSubmit(); } return; }
if (button && button.name) { var field = document.createElement('input'); field.type = 'hidden'; field.name = button.name; field.value = button.value; form.appendChild(field); }
if (button && button.getAttribute('formaction')) { form.action = button.getAttribute('formaction'); }
form.submit();
}
function lost(form, button) {
waiting.push([form, button]); B.status.connected(false); B.status.waiting(waiting.length);
if (waiting.length === 1) { again(); }
}
function again() {
setTimeout(function () {
var began = Date.now();
reachable().then(function (ok) {
if (!waiting.length) { return; }
if (!ok || (B.holding && B.holding())) { if (ok) { B.status.connected(true, began); } again(); return; }
B.status.connected(true, began);
var next = waiting.shift(); B.status.waiting(waiting.length); send(next[0], next[1]);
});
}, 3000);
}
B.all('form[data-once]').forEach(function (form) {
var pressed = null;
form.addEventListener('click', function (event) { pressed = event.target.closest ? event.target.closest('button') : null; });
form.addEventListener('submit', function (event) {
if (form.bimtekSent && !form.bimtekGo) { event.preventDefault(); return; }
if (form.bimtekGo || !window.fetch || !form.hasAttribute('data-draft')) {
form.bimtekGo = false; form.bimtekSent = true;
setTimeout(function () { busy(form, true); }, 0);
setTimeout(function () { busy(form, false); }, 20000);
return;
}
event.preventDefault();
var button = event.submitter || pressed;
busy(form, true);
reachable().then(function (ok) { if (ok) { send(form, button); } else { lost(form, button); } });
});
});
B.all('button:disabled').forEach(function (button) { button.setAttribute('data-disabled-before', ''); });
window.addEventListener('pageshow', function (event) { if (event.persisted) { B.all('form[data-once]').forEach(function (form) { form.bimtekGo = false; busy(form, false); }); } });
B.reachable = reachable;
B.takeWaiting = function (wanted) {
var taken = waiting.filter(function (one) { return wanted(one[0], one[1]); });
waiting = waiting.filter(function (one) { return taken.indexOf(one) < 0; });
B.status.waiting(waiting.length);
return taken;
};
var watching = false;
function watch() {
if (watching) { return; }
watching = true;
setTimeout(function () { var began = Date.now(); reachable().then(function (ok) { watching = false; if (ok) { B.status.connected(true, began); } if (!B.status.isConnected()) { watch(); } }); }, 4000);
}
function look(wait) {
var began = Date.now();
reachable().then(function (ok) {
B.status.connected(ok, began);
if (ok && navigator.onLine === false) { setTimeout(function () { look(Math.min(30000, 2 * wait)); }, wait); }
});
}
window.addEventListener('offline', function () { look(500); }); window.addEventListener('online', function () { look(500); });
document.addEventListener('bimtek:link', function (event) { if (!event.detail) { watch(); } });
})();
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
function next(wait) { clearTimeout(timer); if (!over) { timer = setTimeout(ask, Math.min(SLOWEST, wait) * (0.85 + 0.3 * Math.random())); } }
function ended() { over = true; B.announce(B.word('reload')); var place = block.querySelector('[data-poll-ended]'); if (place) { place.hidden = false; } }
function ask() {
if (document.hidden || under || over) { return; }
under = true;
var began = Date.now(), stop = window.AbortController ? new AbortController() : null, limit = setTimeout(function () { if (stop) { stop.abort(); } }, 15000);
fetch(block.getAttribute('data-poll'), { headers: { 'X-Live': '1', 'X-Version': block.getAttribute('data-version') || '', 'X-Requested-With': 'fetch' }, credentials: 'same-origin', cache: 'no-store', signal: stop ? stop.signal : undefined })
.then(function (answer) {
if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) { ended(); return null; }
if (answer.status !== 200 && answer.status !== 204) { throw new Error(String(answer.status)); }
fresh = Date.now(); failures = 0; B.status.connected(true, began);
if (answer.headers.get('X-Clock')) { document.dispatchEvent(new CustomEvent('bimtek:clock', { detail: answer.headers.get('X-Clock') })); }
if (answer.status === 204) { if (answer.headers.get('X-Version')) { block.setAttribute('data-version', answer.headers.get('X-Version')); } return null; }
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
(function () {
'use strict';
window.Bimtek.all('[data-print]').forEach(function (button) { button.addEventListener('click', function () { window.print(); }); });
})();
(function () {
'use strict';
var B = window.Bimtek;
if (!window.fetch || !window.FormData) { return; }
document.addEventListener('submit', function (event) {
var form = event.target, button = event.submitter, body;
if (!form.hasAttribute('data-quiet') || form.bimtekLoud) { return; }
event.preventDefault(); event.stopImmediatePropagation();
if (form.bimtekSent) { return; }
form.bimtekSent = true; body = new FormData(form);
if (button && button.name) { body.append(button.name, button.value); }
B.all('button', form).forEach(function (one) { one.setAttribute('aria-busy', 'true'); });
fetch((button && button.getAttribute('formaction')) || form.action, { method: 'POST', body: body, headers: { 'X-Live': '1' }, credentials: 'same-origin', cache: 'no-store' })
.then(function (answer) {
done();
if (answer.status !== 204) { form.bimtekLoud = true; if (form.requestSubmit) { form.requestSubmit(button || undefined); } else { form.submit(); } return; }
document.dispatchEvent(new CustomEvent('bimtek:ask'));
}, function () { done(); B.status.connected(false); });
function done() { form.bimtekSent = false; B.all('button', form).forEach(function (one) { one.removeAttribute('aria-busy'); }); }
}, true);
})();
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
(function () {
'use strict';
var B = window.Bimtek, box = document.querySelector('[data-sections]');
if (!box) { return; }
var parts = B.all('[data-section]', box);
function wanted() {
var id = window.location.hash.slice(1), node = id ? document.getElementById(id) : null;
return { part: (node && node.closest('[data-section]')) || parts[0], node: node };
}
function show(moved) {
var at = wanted();
parts.forEach(function (part) { part.hidden = part !== at.part; });
if (!moved) { if (at.node) { at.node.scrollIntoView(); } return; }
var place = at.node && at.node !== at.part ? at.node : at.part.querySelector('h2');
if (place) { place.focus({ preventScroll: true }); place.scrollIntoView({ block: 'start' }); }
}
window.addEventListener('hashchange', function () { show(true); });
show(false);
})();
(function () {
'use strict';
var B = window.Bimtek, sheet = document.getElementById('shortcuts'), opener = document.querySelector('[data-shortcuts]'), NAME = 'bimtek-shortcuts';
if (!sheet || !sheet.showModal) { return; }
var box = document.getElementById('shortcuts-on');
function allowed() { try { return window.localStorage.getItem(NAME) !== 'off'; } catch (error) { return true; } }
box.checked = allowed();
box.addEventListener('change', function () { try { window.localStorage.setItem(NAME, box.checked ? 'on' : 'off'); } catch (error) { return; } });
if (opener) { opener.hidden = false; opener.addEventListener('click', function () { sheet.showModal(); }); }
function typing(node) { return node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type)); }
function move(step) {
var links = B.all('[data-rows] > li, table[data-rows] tbody tr').map(function (row) { return row.querySelector('a'); }).filter(Boolean);
if (!links.length) { return false; }
var at = links.indexOf(document.activeElement), to = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
links[to].focus();
return true;
}
function reach(selector) { var node = document.querySelector(selector); if (!node) { return false; } node.focus(); if (node.scrollIntoView) { node.scrollIntoView({ block: 'center' }); } return true; }
document.addEventListener('keydown', function (event) {
if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || sheet.open || typing(event.target) || !allowed()) { return; }
var acts = { '?': function () { sheet.showModal(); return true; }, j: function () { return move(1); }, k: function () { return move(-1); }, '/': function () { return reach('[data-search], [type=search]'); }, n: function () { return reach('[data-new-note], form[data-draft] textarea'); } };
if (acts[event.key] && acts[event.key]()) { event.preventDefault(); }
});
})();
(function () {
'use strict';
window.Bimtek.all('[data-submit-on-change]').forEach(function (field) { field.addEventListener('change', function () { if (field.form) { field.form.submit(); } }); });
})();
(function () {
'use strict';
var B = window.Bimtek, box = document.querySelector('[data-time-left]'), NAME = 'bimtek-time-hidden';
if (!box) { return; }
var words = box.querySelector('[data-time-words]'), button = box.querySelector('[data-time-toggle]'), began = Date.now(), spoken = {}, finished = false;
var whole = parseInt(box.getAttribute('data-time-left'), 10);
function said(name, n) { return (box.getAttribute('data-' + name) || '').replace('{n}', String(n)); }
function hide(is) {
words.hidden = is; button.textContent = button.getAttribute(is ? 'data-show' : 'data-hide'); button.setAttribute('aria-expanded', String(!is));
try { window.sessionStorage.setItem(NAME, is ? '1' : ''); } catch (error) { return; }
}
function tick() {
var left = Math.max(0, whole - Math.floor((Date.now() - began) / 1000)), minutes = Math.ceil(left / 60), text = left < 60 ? said('seconds', left) : said('minutes', minutes);
if (words.textContent !== text) { words.textContent = text; }
box.classList.toggle('is-late', left < 300);
[10, 5, 1].forEach(function (n) { if (left <= n * 60 && left > n * 60 - 5 && !spoken[n]) { spoken[n] = true; B.announce(said('minutes', n)); } });
if (left === 0 && !finished) {
finished = true; hide(false); B.announce(said('ended')); words.textContent = said('ended');
document.dispatchEvent(new CustomEvent('bimtek:flush'));
setTimeout(function () { var form = document.getElementById(box.getAttribute('data-over') || ''); if (form) { if (form.requestSubmit) { form.requestSubmit(); } else { form.submit(); } } }, 2500);
}
}
button.hidden = false;
button.addEventListener('click', function () { hide(!words.hidden); });
try { hide(window.sessionStorage.getItem(NAME) === '1'); } catch (error) { hide(false); }
tick(); setInterval(tick, 1000);
})();
