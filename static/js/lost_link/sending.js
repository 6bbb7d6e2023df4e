// What waits goes one after the other, each once, from one tab.
// One tab sends: who holds the lease. Should two believe so for a moment, the command id still makes each act one.
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
  // acts of one case keep their order: what follows one that came back waits for its writer too
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
