// Where a trainee sits at a desk, what is needed for a lost link is fetched once the page stands: it cannot be fetched when it is needed.
(function () {
  'use strict';
  var address = document.body.getAttribute('data-lost-link');
  if (!address || !window.fetch || !window.history.pushState) { return; }
  function begin() { var script = document.createElement('script'); script.src = address; document.head.appendChild(script); }
  if (document.readyState === 'complete') { begin(); } else { window.addEventListener('load', begin); }
})();
