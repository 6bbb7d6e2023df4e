// A form marked data-quiet goes without leaving the page, so that nothing typed there is disturbed; then the live blocks ask again.
// Without a script, or when the link is lost, it is an ordinary form.
(function () {
  'use strict';
  var B = window.Bimtek;
  if (!window.fetch || !window.FormData) { return; }
  document.addEventListener('submit', function (event) {
    var form = event.target, button = event.submitter, body;
    if (!form.hasAttribute('data-quiet') || form.bimtekLoud) { return; }
    event.preventDefault(); event.stopImmediatePropagation();
    if (form.bimtekSent) { return; }
    form.bimtekSent = true; body = new FormData(form);
    if (button && button.name) { body.append(button.name, button.value); }
    B.all('button', form).forEach(function (one) { one.setAttribute('aria-busy', 'true'); });
    fetch((button && button.getAttribute('formaction')) || form.action, { method: 'POST', body: body, headers: { 'X-Live': '1' }, credentials: 'same-origin', cache: 'no-store' })
      .then(function (answer) {
        done();
        // what wants a page of its own (a refusal, a sign-in) gets it the ordinary way
        if (answer.status !== 204) { form.bimtekLoud = true; if (form.requestSubmit) { form.requestSubmit(button || undefined); } else { form.submit(); } return; }
        document.dispatchEvent(new CustomEvent('bimtek:ask'));
      }, function () { done(); B.status.connected(false); });
    function done() { form.bimtekSent = false; B.all('button', form).forEach(function (one) { one.removeAttribute('aria-busy'); }); }
  }, true);
})();
