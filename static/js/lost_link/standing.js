// What stands on the page: what came back, how old the case is, its thread with what waits.
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
