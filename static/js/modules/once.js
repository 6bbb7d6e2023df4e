// A form goes once. Where something was written, the link is tried first: when it is lost, the page stays as it is and the form goes
// by itself when the link is back. The command id in the page makes a second arrival harmless.
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
      // read to its end, so that what is sent next goes over the same connection: a new one costs a trip
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
        // after this turn, so that the pressed button's own value still goes with the form
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
  // What waits on this page, for whoever can send it without leaving the page.
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
  // the browser may say so a moment before the link is gone: ask again until both say the same, ever more rarely where the server is this machine
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
