// What the device keeps: the pack, the outbox, drafts. The names every part shares.
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

// not randomUUID: over plain http it does not exist
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
// one name per act, in the order in which they were written: two tabs never write over each other
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
