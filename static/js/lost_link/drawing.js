// Pieces of a page: the same components the server draws.
function h(tag, given) {
  var node = document.createElement(tag);
  Object.keys(given || {}).forEach(function (k) {
    if (k === 'text') {
      node.textContent = given[k];
    } else if (k === 'click') {
      node.addEventListener('click', given[k]);
    } else if (given[k] !== null) {
      node.setAttribute(k, given[k]);
    }
  });
  Array.prototype.slice.call(arguments, 2).forEach(function (child) {
    if (child) {
      node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    }
  });
  return node;
}
var TONES = { todo: 'quiet', doing: 'doing', done: 'good', help: 'warn', waiting: 'wait', fatal: 'bad', blocked: 'quiet' };
function tag(shape, text) {
  return h(
    'span',
    { class: 'tag tone-' + (TONES[shape] || 'quiet') },
    h('i', { class: 'state state-' + shape, 'aria-hidden': 'true' }),
    text
  );
}
function lock(it) {
  if (!it) {
    return null;
  }
  var place = h('span', { class: 'lock' }, it[0]),
    known = document.querySelector('svg use'),
    svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'),
    use = document.createElementNS(svg.namespaceURI, 'use');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', (known ? known.getAttribute('href').split('#')[0] : '/static/icons.svg') + '#' + it[1]);
  svg.appendChild(use);
  place.insertBefore(svg, place.firstChild);
  return place;
}
function message(title, via, when, text, inside) {
  return h(
    'article',
    { class: 'message stack stack-tight' + (inside ? ' message-internal' : '') },
    h(
      'header',
      { class: 'message-head' },
      h('span', {}, h('b', { text: inside ? word('internal') : title }), via ? ' ' + via : '', inside && title ? ' ' + title : ''),
      h('time', { text: when })
    ),
    h('div', { class: 'message-body', text: text })
  );
}
