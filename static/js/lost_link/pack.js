// The own open cases as the server last told them, fetched while the link is there.
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
// true when the server answered and knows this device
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
// only now the act is known here: who acts and walks on at once leaves it to the next page
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
// signed out in another tab, or somebody else sits here now: nothing of this account is shown or sent from here any more
function leave() {
  over = true;
  memory = null;
  clearTimeout(timer);
  B.status.waiting(0, 'outbox');
  if (view) {
    close();
  }
}
