// How much time of a test is left, by the wall's clock. Can be hidden; is spoken at ten, five and one minute; at the end what was saved is handed in.
(function () {
  'use strict';
  var B = window.Bimtek, box = document.querySelector('[data-time-left]'), NAME = 'bimtek-time-hidden';
  if (!box) { return; }
  var words = box.querySelector('[data-time-words]'), button = box.querySelector('[data-time-toggle]'), began = Date.now(), spoken = {}, finished = false;
  var whole = parseInt(box.getAttribute('data-time-left'), 10);
  function said(name, n) { return (box.getAttribute('data-' + name) || '').replace('{n}', String(n)); }
  function hide(is) {
    words.hidden = is; button.textContent = button.getAttribute(is ? 'data-show' : 'data-hide'); button.setAttribute('aria-expanded', String(!is));
    try { window.sessionStorage.setItem(NAME, is ? '1' : ''); } catch (error) { return; }
  }
  function tick() {
    var left = Math.max(0, whole - Math.floor((Date.now() - began) / 1000)), minutes = Math.ceil(left / 60), text = left < 60 ? said('seconds', left) : said('minutes', minutes);
    if (words.textContent !== text) { words.textContent = text; }
    box.classList.toggle('is-late', left < 300);
    [10, 5, 1].forEach(function (n) { if (left <= n * 60 && left > n * 60 - 5 && !spoken[n]) { spoken[n] = true; B.announce(said('minutes', n)); } });
    if (left === 0 && !finished) {
      finished = true; hide(false); B.announce(said('ended')); words.textContent = said('ended');
      document.dispatchEvent(new CustomEvent('bimtek:flush'));
      // a moment for the last answer, then the form goes; should the link be lost, it goes when the link is back
      setTimeout(function () { var form = document.getElementById(box.getAttribute('data-over') || ''); if (form) { if (form.requestSubmit) { form.requestSubmit(); } else { form.submit(); } } }, 2500);
    }
  }
  button.hidden = false;
  button.addEventListener('click', function () { hide(!words.hidden); });
  try { hide(window.sessionStorage.getItem(NAME) === '1'); } catch (error) { hide(false); }
  tick(); setInterval(tick, 1000);
})();
