// The acts that can be written, and the form of the chosen one.
function acts() {
  var queued = waiting()
    .filter(function (act) {
      return act.number === shown.number;
    })
    .map(function (act) {
      return act.act;
    });
  // once an answer waits, nothing else that answers has a place before the server has it
  return shown.acts.filter(function (act) {
    return (
      act.inside ||
      queued.every(function (name) {
        return name === 'note' || (name === 'first_response' && act.name !== name);
      })
    );
  });
}
// one field as the pack tells it, with what was kept of it
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
// the first field that keeps the act from going: empty though it is needed, or too long
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
// what is typed is kept a moment after the last key
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
