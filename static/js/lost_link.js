(function () {
'use strict';
if (!window.Bimtek || !document.body.getAttribute('data-account') || !document.body.getAttribute('data-pack') || !document.getElementById('isi')) { return; }
var B = window.Bimtek,
body = document.body,
account = body.getAttribute('data-account'),
address = body.getAttribute('data-pack');
var PACK = 'bimtek-pack:' + account,
OUT = 'bimtek-outbox:' + account + ':',
LEASE = 'bimtek-sending:' + account,
DRAFT = 'bimtek-draft:' + account + ':';
var EVERY = 60000,
HOLD = 20000,
main = document.getElementById('isi'),
me = token();
var csrf = '',
memory = null,
view = null,
shown = null,
chosen = '',
over = false,
gone = false,
blocked = false,
sending = false,
stale = false,
timer = null,
opener = null;
function token() {
return Array.prototype.map
.call(window.crypto.getRandomValues(new Uint8Array(10)), function (n) {
return (n < 16 ? '0' : '') + n.toString(16);
})
.join('');
}
function get(name) {
try {
return JSON.parse(window.localStorage.getItem(name) || 'null');
} catch (error) {
return null;
}
}
function set(name, value) {
try {
window.localStorage.setItem(name, JSON.stringify(value));
return true;
} catch (error) {
return false;
}
}
function drop(name) {
try {
window.localStorage.removeItem(name);
} catch (error) {
return;
}
}
function names(prefix) {
try {
return Object.keys(window.localStorage)
.filter(function (n) {
return n.indexOf(prefix) === 0;
})
.sort();
} catch (error) {
return [];
}
}
function pack() {
var kept = over ? null : get(PACK) || memory;
return kept && kept.account === account && kept.forms ? kept : null;
}
function word(name, fill) {
var kept = pack() || memory,
text = (kept && kept.words[name]) || '';
Object.keys(fill || {}).forEach(function (k) {
text = text.replace('{' + k + '}', fill[k]);
});
return text;
}
function caseOf(number) {
var kept = pack();
return (
(kept &&
kept.cases.filter(function (it) {
return it.number === number;
})[0]) ||
null
);
}
function outbox() {
return over
? []
: names(OUT)
.map(function (name) {
var it = get(name);
if (it) {
it.name = name;
}
return it;
})
.filter(Boolean);
}
function waiting() {
return outbox().filter(function (it) {
return it.state === 'waiting';
});
}
function put(act) {
var last = names(OUT).pop(),
at = Math.max(Date.now(), last ? parseInt(last.slice(OUT.length), 10) + 1 : 0);
act.at = Date.now();
act.state = 'waiting';
return set(OUT + ('00000000000000' + at).slice(-15) + '-' + me.slice(0, 6), act);
}
function ask(url, given) {
var stop = window.AbortController ? new AbortController() : null,
limit = setTimeout(function () {
if (stop) {
stop.abort();
}
}, 12000);
given.credentials = 'same-origin';
given.cache = 'no-store';
given.signal = stop ? stop.signal : undefined;
function end(answer) {
clearTimeout(limit);
return answer;
}
return fetch(url, given).then(end, function (error) {
end();
throw error;
});
}
function refresh() {
var kept = pack(),
began = Date.now();
return ask(address, { headers: { 'X-Live': '1', 'X-Version': (kept && kept.version) || '' } })
.then(function (answer) {
if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) {
blocked = true;
tell();
return false;
}
if (answer.status !== 200 && answer.status !== 204) {
return false;
}
if (answer.headers.get('X-Account') !== account) {
leave();
return false;
}
csrf = answer.headers.get('X-Csrf') || '';
blocked = false;
B.status.connected(true, began);
if (answer.status === 204) {
return keep(kept, kept.version);
}
return answer.json().then(function (fresh) {
return keep(fresh, answer.headers.get('X-Version'));
});
})
.catch(function () {
began = Date.now();
return B.reachable().then(function (ok) {
B.status.connected(ok, began);
return false;
});
});
}
function keep(fresh, version) {
try {
if (!gone) {
window.sessionStorage.removeItem('bimtek-acted');
}
} catch (error) {
memory = fresh;
}
fresh.version = version;
fresh.at = Date.now();
memory = fresh;
set(PACK, fresh);
tell();
return true;
}
function later(wait) {
clearTimeout(timer);
if (!over) {
timer = setTimeout(round, wait * (0.85 + 0.3 * Math.random()));
}
}
function round() {
if (document.hidden || !B.status.isConnected()) {
later(EVERY);
return;
}
refresh().then(function () {
flush();
later(EVERY);
});
}
function leave() {
over = true;
memory = null;
clearTimeout(timer);
B.status.waiting(0, 'outbox');
if (view) {
close();
}
}
function lease(then, otherwise) {
var held = get(LEASE);
if (held && held.by !== me && held.until > Date.now()) {
otherwise(held.until - Date.now());
return;
}
set(LEASE, { by: me, until: Date.now() + HOLD });
setTimeout(
function () {
var now = get(LEASE);
if (!now || now.by === me) {
then();
} else {
otherwise(1000);
}
},
60 + 90 * Math.random()
);
}
function flush() {
if (sending || over || !waiting().length) {
return;
}
sending = true;
function done() {
sending = false;
var held = get(LEASE);
if (held && held.by === me) {
drop(LEASE);
}
tell();
}
lease(
function () {
refresh()
.then(function (ok) {
return ok ? next() : null;
})
.then(done, function () {
done();
if (B.status.isConnected()) {
setTimeout(flush, 4000);
}
});
},
function (wait) {
sending = false;
setTimeout(flush, Math.min(wait, HOLD) + 200);
}
);
}
function next() {
var act = waiting()[0];
if (!act) {
return refresh();
}
if (
outbox().some(function (it) {
return it.state === 'returned' && it.number === act.number && it.name < act.name && it.came > act.at;
})
) {
giveBack(act, word('order'));
return next();
}
set(LEASE, { by: me, until: Date.now() + HOLD });
var form = new FormData();
act.fields.forEach(function (pair) {
form.append(pair[0], pair[1]);
});
return ask(act.url, { method: 'POST', body: form, headers: { 'X-Live': '1', 'X-CSRFToken': csrf, 'X-Account': account } }).then(
function (answer) {
if (answer.redirected || answer.status === 400 || answer.status === 401 || answer.status === 403) {
blocked = true;
return null;
}
if (answer.status === 200) {
return answer.json().then(function (told) {
if (told.done) {
sent(act, told);
} else {
giveBack(act, told.reason);
}
return next();
});
}
if (answer.status === 404 || answer.status === 413 || answer.status === 422) {
giveBack(act, '');
return next();
}
throw new Error(String(answer.status)); // busy or starting: later, with the same id
},
function (error) {
var began = Date.now();
return B.reachable().then(function (ok) {
B.status.connected(ok, began);
throw error;
});
}
);
}
function sent(act, told) {
drop(act.name);
stale = true;
B.status.onServer(new Date(told.at));
B.announce(word('sent', { case: act.number }));
tell();
}
function giveBack(act, reason) {
var now = get(act.name),
key = DRAFT + act.key;
if (!now) {
return;
}
now.state = 'returned';
now.reason = reason;
now.came = Date.now();
set(act.name, now);
if (!get(key)) {
set(key, { at: Date.now(), base: [''], values: act.values || [[act.field, act.text, null]] });
}
tell();
}
function h(tag, given) {
var node = document.createElement(tag);
Object.keys(given || {}).forEach(function (k) {
if (k === 'text') {
node.textContent = given[k];
} else if (k === 'click') {
node.addEventListener('click', given[k]);
} else if (given[k] !== null) {
node.setAttribute(k, given[k]);
}
});
Array.prototype.slice.call(arguments, 2).forEach(function (child) {
if (child) {
node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
}
});
return node;
}
var TONES = { todo: 'quiet', doing: 'doing', done: 'good', help: 'warn', waiting: 'wait', fatal: 'bad', blocked: 'quiet' };
function tag(shape, text) {
return h(
'span',
{ class: 'tag tone-' + (TONES[shape] || 'quiet') },
h('i', { class: 'state state-' + shape, 'aria-hidden': 'true' }),
text
);
}
function lock(it) {
if (!it) {
return null;
}
var place = h('span', { class: 'lock' }, it[0]),
known = document.querySelector('svg use'),
svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'),
use = document.createElementNS(svg.namespaceURI, 'use');
svg.setAttribute('aria-hidden', 'true');
use.setAttribute('href', (known ? known.getAttribute('href').split('#')[0] : '/static/icons.svg') + '#' + it[1]);
svg.appendChild(use);
place.insertBefore(svg, place.firstChild);
return place;
}
function message(title, via, when, text, inside) {
return h(
'article',
{ class: 'message stack stack-tight' + (inside ? ' message-internal' : '') },
h(
'header',
{ class: 'message-head' },
h('span', {}, h('b', { text: inside ? word('internal') : title }), via ? ' ' + via : '', inside && title ? ' ' + title : ''),
h('time', { text: when })
),
h('div', { class: 'message-body', text: text })
);
}
function tell() {
B.status.waiting(waiting().length, 'outbox');
told();
if (view) {
line();
thread();
if (!typing()) {
form();
}
}
}
function typing() {
return (
view &&
B.all('[data-lost] textarea, [data-lost] input, [data-lost] select', view).some(function (e) {
return e === document.activeElement || (e.tagName === 'TEXTAREA' && e.value);
})
);
}
var place = null;
function told() {
var back = outbox().filter(function (it) {
return it.state === 'returned';
}),
closed = blocked && waiting().length;
if (!back.length && !closed && !place) {
return;
}
if (!place) {
place = h('div', { class: 'messages stack stack-tight no-print', role: 'status', 'data-lost-told': '' });
main.parentNode.insertBefore(place, main);
}
var state = JSON.stringify([back, closed]);
if (place.bimtekState === state) {
return;
}
place.bimtekState = state;
place.textContent = '';
if (closed) {
place.appendChild(h('div', { class: 'note note-warn', text: word('session') }));
}
back.forEach(function (it) {
place.appendChild(
h(
'div',
{ class: 'note note-warn stack stack-tight', 'data-returned': it.number },
h('p', {}, h('b', { text: word('of', { case: it.number, act: it.word }) }), ' ' + word('returned')),
it.reason ? h('p', { text: it.reason }) : null,
h('blockquote', { class: 'lost-text', text: it.text }),
h(
'p',
{ class: 'row' },
h('a', { class: 'button button-soft button-small', href: it.page, text: word('again') }),
h('button', {
class: 'button button-line button-small',
type: 'button',
text: word('drop'),
click: function () {
drop(it.name);
tell();
main.focus();
}
})
)
)
);
});
}
function line() {
var place = view.querySelector('[data-lost-line]'),
on = B.status.isConnected(),
kept = pack();
place.textContent = on ? word('linked') + ' ' : word('as', { t: kept ? B.time(new Date(kept.at)) : '' });
if (on) {
place.appendChild(h('a', { href: '/meja/laporan/' + shown.number, 'data-lost-full': '', text: word('full') }));
}
}
function thread() {
var place = view.querySelector('[data-lost-thread]'),
it = (shown = caseOf(shown.number) || shown);
place.textContent = '';
place.appendChild(message(it.who, it.via, it.when, it.body, false));
if (it.earlier) {
place.appendChild(h('p', { class: 'small-text quiet-text', text: word('earlier', { n: it.earlier }) }));
}
it.thread.forEach(function (one) {
if (one.kind === 'event' || one.kind === 'refusal') {
place.appendChild(
h(
'p',
{ class: 'event-line' },
h('i', { class: 'state state-' + one.shape, 'aria-hidden': 'true' }),
h('span', {}, (one.kind === 'refusal' ? one.title + '. ' : '') + one.text + ' ', h('time', { text: one.when }))
)
);
} else {
place.appendChild(message(one.title, '', one.when, one.text, one.kind === 'note'));
}
});
waiting()
.filter(function (act) {
return act.number === it.number;
})
.forEach(function (act) {
place.appendChild(
h(
'article',
{ class: 'message stack stack-tight' + (act.inside ? ' message-internal' : ''), 'data-waits': act.act },
h(
'header',
{ class: 'message-head' },
h('b', { text: act.word }),
tag('waiting', word('waits') + ', ' + B.time(new Date(act.at)))
),
h('div', { class: 'message-body', text: act.text })
)
);
});
}
function acts() {
var queued = waiting()
.filter(function (act) {
return act.number === shown.number;
})
.map(function (act) {
return act.act;
});
return shown.acts.filter(function (act) {
return (
act.inside ||
queued.every(function (name) {
return name === 'note' || (name === 'first_response' && act.name !== name);
})
);
});
}
function control(f, act, kept) {
var id = f.name === act.field ? 'luring-text' : 'luring-' + f.name,
given = ((kept && kept.values) || []).filter(function (v) {
return v[0] === f.name;
});
var start = f.name === act.field ? act.draft : act.starts[f.name] || '',
value = given.length ? given[0][1] : start,
node;
if (f.kind === 'one' || f.kind === 'many') {
return h(
'fieldset',
{ class: 'field' },
h('legend', { text: f.label }),
h.apply(
null,
['div', {}].concat(
f.options.map(function (o, n) {
var one = h('input', { type: f.kind === 'one' ? 'radio' : 'checkbox', name: f.name, value: o[0], id: id + '-' + n });
one.checked = given.length
? given.some(function (v) {
return v[1] === o[0] && v[2];
})
: o[0] === start;
return h('label', { class: 'choice', for: one.id }, one, h('span', { text: o[1] }));
})
)
)
);
}
if (f.kind === 'list') {
node = h.apply(
null,
['select', { id: id, name: f.name }].concat(
f.options.map(function (o) {
return h('option', { value: o[0], text: o[1] });
})
)
);
} else {
node = h(f.kind === 'area' ? 'textarea' : 'input', {
id: id,
name: f.name,
rows: f.kind === 'area' ? (f.name === act.field ? '7' : '3') : null,
class: f.name === act.field ? 'textarea-long' : null,
'aria-describedby': f.name === act.field ? 'luring-who luring-fault' : null
});
}
node.value = value;
return h('div', { class: 'field' }, h('label', { for: id, text: f.label }), node);
}
function read(one) {
return Array.prototype.filter
.call(one.elements, function (e) {
return e.name;
})
.map(function (e) {
return [e.name, e.value, e.type === 'radio' || e.type === 'checkbox' ? e.checked : null];
});
}
function lacking(act, fields, values) {
return fields
.map(function (f) {
var text = values
.filter(function (v) {
return v[0] === f.name && v[2] !== false;
})
.map(function (v) {
return v[1].trim();
})
.join('');
return !text && (f.name === act.field || act.needs.indexOf(f.name) >= 0)
? [f, f.options ? word('choose', { field: f.label }) : f.name === act.field ? word('empty') : word('lacks', { field: f.label })]
: f.limit && text.length > f.limit
? [f, word('long', { n: f.limit })]
: null;
})
.filter(Boolean)[0];
}
function keeperOf(one, act) {
var timer = null;
var keeper = {
stop: function () {
clearTimeout(timer);
timer = null;
},
now: function () {
keeper.stop();
var kept = { at: Date.now(), base: (get(DRAFT + act.key) || { base: [act.draft] }).base, values: read(one) };
if (set(DRAFT + act.key, kept)) {
B.status.onDevice(new Date(kept.at));
}
},
soon: function () {
clearTimeout(timer);
timer = setTimeout(keeper.now, 300);
},
rest: function () {
if (timer) {
keeper.now();
}
}
};
return keeper;
}
function choice(offered, act, keeper) {
function button(it) {
return h('button', {
type: 'button',
class: 'button button-small button-' + (it === act ? 'soft' : 'line'),
'aria-pressed': String(it === act),
text: it.word,
click: function () {
keeper.rest();
chosen = it.name;
form();
view.querySelector('[aria-pressed=true]').focus();
}
});
}
return h.apply(null, ['div', { class: 'row', role: 'group', 'aria-label': word('acts') }].concat(offered.map(button)));
}
function drawn(act, fields, fault) {
var kept = get(DRAFT + act.key);
var controls = fields.map(function (f) {
return control(f, act, kept);
});
return h.apply(
null,
['form', { class: 'stack', novalidate: '', 'data-lost': '' }, fault].concat(controls, [
h('p', { id: 'luring-who', class: 'work-text', hidden: act.readers ? null : '' }, h('b', { text: word('who') + ': ' }), act.readers),
h('p', { class: 'work-text quiet-text' }, word('later') + ' ' + shown.online),
h('p', { class: 'row' }, h('button', { class: 'button', text: word('send') }))
])
);
}
function form() {
var place = view.querySelector('[data-lost-form]');
var offered = acts();
var act =
offered.filter(function (one) {
return one.name === chosen;
})[0] || offered[0];
place.textContent = '';
place.hidden = false;
if (!act) {
place.appendChild(h('p', { class: 'work-text', text: word('none') + ' ' + shown.online }));
return;
}
var fields = pack().forms[act.name] || [];
var fault = h('p', { id: 'luring-fault', class: 'field-error', role: 'alert' });
var one = drawn(act, fields, fault);
var keeper = keeperOf(one, act);
if (offered.length > 1) {
place.appendChild(choice(offered, act, keeper));
}
place.appendChild(one);
['input', 'change'].forEach(function (kind) {
one.addEventListener(kind, function () {
fault.textContent = '';
keeper.soon();
});
});
one.addEventListener('submit', function (event) {
event.preventDefault();
finish(one, act, fields, fault, keeper);
});
}
function finish(one, act, fields, fault, keeper) {
var values = read(one);
var wrong = lacking(act, fields, values);
if (wrong) {
var control = one.elements[wrong[0].name];
fault.textContent = wrong[1];
(control.focus ? control : control[0]).focus();
return;
}
keeper.stop();
if (!put(written(one, act, values))) {
keeper.now();
fault.textContent = word('full_storage');
return;
}
drop(DRAFT + act.key);
one.elements[act.field].value = '';
one.elements[act.field].blur();
act.draft = '';
queued();
}
function written(one, act, values) {
var given = values.filter(function (v) {
return v[2] !== false;
});
var texts = values.filter(function (v) {
return v[2] === null && v[1].trim() && one.elements[v[0]].tagName === 'TEXTAREA';
});
var machinery = [
['command_id', token()],
['branch', (pack() || memory).branch]
];
return {
number: shown.number,
act: act.name,
word: act.word,
inside: act.inside,
key: act.key,
field: act.field,
text: texts
.map(function (v) {
return v[1].trim();
})
.join('\n\n'),
values: values,
url: act.url,
page: '/meja/laporan/' + shown.number + '?tindakan=' + act.name + '#isian',
fields: given.concat(machinery).map(function (v) {
return [v[0], v[1]];
})
};
}
function queued() {
B.status.onDevice(new Date());
B.announce(word('queued', { case: shown.number }));
view.querySelector('[data-lost-form]').hidden = true;
setTimeout(function () {
if (view && !typing()) {
form();
}
}, 900);
B.status.waiting(waiting().length, 'outbox');
line();
thread();
var last = B.all('[data-waits]', view).pop();
if (last) {
last.setAttribute('tabindex', '-1');
last.focus();
}
if (B.status.isConnected()) {
flush();
}
}
function open(number, wanted, again) {
var it = caseOf(number);
if (!it) {
return;
}
takeOver();
if (!view) {
opener = document.activeElement;
} else {
view.remove();
}
shown = it;
chosen = wanted || '';
var rest = pack().cases.filter(function (one) {
return one !== it && one.number !== number;
});
view = h(
'section',
{ id: 'luring', class: 'stack stack-wide', 'aria-labelledby': 'luring-title' },
wayBack(),
h('p', { class: 'note note-quiet', 'data-lost-line': '' }),
headOf(it),
h('div', { class: 'stack', 'data-lost-thread': '' }),
h('div', { class: 'card stack', 'data-lost-form': '' }),
rest.length ? others(rest) : null
);
main.appendChild(view);
main.classList.add('main-covered');
line();
thread();
form();
if (!again) {
window.history.pushState({ luring: number }, '');
}
window.scrollTo(0, 0);
view.querySelector('h1').focus();
}
function wayBack() {
return h(
'p',
{ class: 'row' },
h('button', {
type: 'button',
class: 'button button-line button-small',
text: word('back'),
click: function () {
window.history.back();
}
})
);
}
function headOf(it) {
return h(
'header',
{ class: 'stack stack-tight' },
h('p', { class: 'work-text quiet-text' }, it.desk + ', ', h('b', { class: 'figures', text: it.number })),
h('h1', { id: 'luring-title', class: 'heading', tabindex: '-1', text: it.title }),
h(
'p',
{ class: 'row' },
tag(it.shape, it.state),
lock(it.locks[0]),
lock(it.locks[1]),
it.due.length ? h('span', { class: 'due' }, h('b', { text: it.due[0] }), ' ' + it.due[1]) : null
),
h('p', { class: 'work-text', text: word('role') + ' ' + it.role + '.' })
);
}
function others(rest) {
return h(
'nav',
{ class: 'stack stack-tight', 'aria-labelledby': 'luring-others' },
h('h2', { id: 'luring-others', text: word('others') }),
h.apply(
null,
['ul', { class: 'lost-others' }].concat(
rest.map(function (one) {
return h(
'li',
{},
h('a', { href: '/meja/laporan/' + one.number, text: one.title }),
' ' + one.number + (one.due.length ? ', ' + one.due[0] : '')
);
})
)
)
);
}
function close() {
view.remove();
view = null;
shown = null;
main.classList.remove('main-covered');
if (stale && B.status.isConnected() && !over) {
window.location.reload();
return;
}
if (opener && opener.focus) {
opener.focus();
}
}
function takeOver() {
B.takeWaiting(function (one, button) {
return actOf(one) && !(button && button.getAttribute('formaction'));
}).forEach(function (pair) {
var one = pair[0],
parts = actOf(one),
known = caseOf(parts[1]),
fields = [];
new FormData(one).forEach(function (value, name) {
if (name !== 'csrf_token' && typeof value === 'string') {
fields.push([name, value]);
}
});
var field = parts[2] === 'note' ? 'note' : 'text',
text =
fields
.filter(function (f) {
return f[0] === field;
})
.map(function (f) {
return f[1];
})[0] || '';
var act =
known &&
known.acts.filter(function (a) {
return a.name === parts[2];
})[0],
title = one.parentNode.querySelector('h2');
put({
number: parts[1],
act: parts[2],
word: act ? act.word : title ? title.textContent : parts[2],
inside: field === 'note',
key: one.getAttribute('data-draft'),
field: field,
text: text,
url: parts[0] + '/kiriman',
page: parts[0].replace(/\/[a-z_]+$/, '') + '?tindakan=' + parts[2] + '#isian',
fields: fields
});
});
tell();
}
function actOf(one) {
return (
one.hasAttribute('data-draft') &&
new URL(one.action).pathname.match(/^\/meja\/laporan\/(SIM-[A-Z0-9]+)\/(follow_up|first_response|respond|note)$/)
);
} // the rest of this page's own forms waits as it is
function say(text) {
B.announce(text);
var note = document.querySelector('[data-lost-say]') || h('div', { class: 'messages no-print', role: 'status', 'data-lost-say': '' });
note.textContent = '';
note.appendChild(h('div', { class: 'note note-warn', text: text }));
main.parentNode.insertBefore(note, main);
}
B.holding = function () {
return Boolean(view) || (!blocked && waiting().length > 0);
};
document.addEventListener('click', function (event) {
var link = event.target.closest ? event.target.closest('a[href]') : null;
if (
!link ||
event.defaultPrevented ||
event.button ||
event.ctrlKey ||
event.metaKey ||
event.shiftKey ||
event.altKey ||
link.target ||
link.hasAttribute('download') ||
over
) {
return;
}
var to = new URL(link.href, window.location.href),
found = to.pathname.match(/^\/meja\/laporan\/(SIM-[A-Z0-9]+)$/),
known = found && caseOf(found[1]);
if (to.origin !== window.location.origin) {
return;
}
if (to.hash && to.pathname === window.location.pathname && to.search === window.location.search) {
if (view) {
event.preventDefault();
main.focus();
}
return;
}
if (!known && B.status.isConnected()) {
return;
}
event.preventDefault();
B.reachable(2500).then(function (ok) {
if (ok) {
window.location.assign(link.href);
return;
}
B.status.connected(false);
if (known) {
open(found[1], (to.search.match(/tindakan=([a-z_]+)/) || [])[1]);
} else {
say(word('notHere'));
}
});
});
document.addEventListener(
'submit',
function (event) {
var one = event.target;
if (
B.status.isConnected() ||
over ||
one.bimtekThrough ||
one.hasAttribute('data-lost') ||
one.hasAttribute('data-draft') ||
one.method === 'dialog'
) {
return;
}
event.preventDefault();
event.stopImmediatePropagation();
B.reachable(2500).then(function (ok) {
if (ok && one.requestSubmit) {
one.bimtekThrough = true;
one.requestSubmit(event.submitter || undefined);
} else {
say(word('notHere'));
}
});
},
true
);
document.addEventListener('submit', function (event) {
if (event.target.method === 'post') {
gone = true;
try {
window.sessionStorage.setItem('bimtek-acted', '1');
} catch (error) {
return;
}
}
});
function acted() {
try {
return Boolean(window.sessionStorage.getItem('bimtek-acted'));
} catch (error) {
return true;
}
}
window.addEventListener('popstate', function (event) {
var number = event.state && event.state.luring;
if (number) {
open(number, '', true);
} else if (view) {
close();
}
});
window.addEventListener('storage', function (event) {
if (event.key === null || (event.key === PACK && event.newValue === null)) {
leave();
} else if (event.key.indexOf(OUT) === 0) {
tell();
if (B.status.isConnected()) {
flush();
}
}
});
document.addEventListener('bimtek:link', function (event) {
if (view) {
line();
}
if (event.detail) {
var said = document.querySelector('[data-lost-say]');
if (said) {
said.remove();
}
refresh().then(flush);
}
});
document.addEventListener('visibilitychange', function () {
if (!document.hidden && waiting().length) {
flush();
}
});
names('bimtek-pack:').forEach(function (name) {
if (name !== PACK) {
drop(name);
}
});
tell();
var first = pack(),
young = first && Date.now() - first.at < EVERY && !acted();
later(young && !waiting().length ? EVERY : 400);
})();
