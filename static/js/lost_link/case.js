// A case over the page that is open; what this page's own forms held waits in the outbox from then on.
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
// A form of this page that waits would leave the page when it goes: it waits in the outbox from now on.
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
