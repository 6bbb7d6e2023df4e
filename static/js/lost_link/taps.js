// What is tapped while the link is gone.
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
// A form that cannot wait would leave the page for an error of the browser's own.
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
// after an act the next page fetches the pack at once: what this page still hears may have been told before the act
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
