// An act that is written: looked over, put into the outbox, shown where it will stand.
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
    // every text of it, so that all can be copied should it come back
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
  // a second tap falls on nothing: the form is gone before it
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
