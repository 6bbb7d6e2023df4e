// The simulated clock between two pages: office hours to come are known, so nights and weekends are skipped here too.
(function () {
  'use strict';
  var B = window.Bimtek, DAYS = { id: 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu', en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday' };
  var MONTHS = { id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des', en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec' };
  var language = document.documentElement.lang === 'en' ? 'en' : 'id';
  function read(iso) { return Date.parse((iso.length > 16 ? iso.slice(0, 19) : iso.slice(0, 16) + ':00') + 'Z'); }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  // The wall writes the time large and the day beneath it; elsewhere both stand in one line.
  function words(ms, part) {
    var d = new Date(ms), time = two(d.getUTCHours()) + '.' + two(d.getUTCMinutes());
    if (part === 'time') { return time; }
    return DAYS[language].split(' ')[d.getUTCDay()] + ', ' + d.getUTCDate() + ' ' + MONTHS[language].split(' ')[d.getUTCMonth()] + ' ' +
      d.getUTCFullYear() + (part === 'day' ? '' : ', ' + time + ' WITA');
  }
  // Where the clock stands `passed` simulated milliseconds after `start`, counting only inside the spans.
  B.advance = function (start, passed, spans) {
    for (var i = 0; i < spans.length && passed > 0; i += 1) {
      if (spans[i][1] <= start) { continue; }
      start = Math.max(start, spans[i][0]);
      var step = Math.min(passed, spans[i][1] - start);
      start += step; passed -= step;
    }
    return start;
  };
  function spansOf(text) {
    return (text || '').split(' ').filter(Boolean).map(function (span) { return span.split('/').map(read); });
  }
  B.all('time[data-clock]').forEach(function (node) {
    var start = read(node.getAttribute('data-sim')), rate = parseFloat(node.getAttribute('data-rate')) || 0;
    var spans = spansOf(node.getAttribute('data-spans')), since = Date.now(), running = node.getAttribute('data-clock') === 'running';
    var part = node.getAttribute('data-clock-part');
    function show() {
      var now = running && rate ? B.advance(start, (Date.now() - since) * rate, spans) : start, text = words(now, part);
      if (node.textContent !== text) { node.textContent = text; node.setAttribute('datetime', new Date(now).toISOString().slice(0, 16)); }
    }
    // A live answer may carry X-Clock: "2026-11-11T10:40:05 running 170" (or frozen), and the office hours to come, joined by
    // commas, for a page that stays open for days: the server's word wins.
    document.addEventListener('bimtek:clock', function (event) {
      var parts = event.detail.split(' ');
      if (isNaN(read(parts[0] || ''))) { return; }
      start = read(parts[0]); running = parts[1] === 'running'; rate = parseFloat(parts[2]) || 0; since = Date.now();
      if (parts[3]) { spans = spansOf(parts[3].replace(/,/g, ' ')); }
      show();
    });
    if (running && rate && spans.length) { show(); }
    setInterval(function () { if (running && rate && spans.length && !document.hidden) { show(); } }, 1000);
  });
})();
