'use strict';
// The contents at the left of every page.

const {escape} = require('./html.js');

const kMore = [
  {name: 'mistakes', title: 'Claims that fail'},
  {name: 'glossary', title: 'Glossary'},
  {name: 'references', title: 'References'},
];

function link(href, html, current) {
  return `<a href="${href}"${current ? ' aria-current="page"' : ''}>${html}</a>`;
}

function sections(page) {
  const items = page.sections.filter((s) => s.level === 2).map(
      (s) => `<li><a href="#${s.id}">${escape(s.title)}</a></li>`);
  return items.length === 0 ? '' : `<ol>${items.join('')}</ol>`;
}

function unit(u, page) {
  const name = `<span class="number">${u.number}</span>${escape(u.title)}`;
  if (!u.exists) return `<li><span class="coming">${name}</span></li>`;
  const current = u.name === page.name;
  return `<li>${link(`${u.name}.html`, name, current)}` +
      `${current ? sections(page) : ''}</li>`;
}

// `page` is the page that these contents stand on.
function contents(units, page) {
  const front = link('index.html', 'What this book is', page.name === 'index');
  const more = kMore.map(({name, title}) =>
      `<li>${link(`${name}.html`, title, name === page.name)}</li>`);
  return '<nav class="contents" id="contents" aria-label="Contents">\n' +
      `<ol>\n<li>${front}</li>\n` +
      `${units.map((u) => unit(u, page)).join('\n')}\n</ol>\n` +
      `<ol class="more">\n${more.join('\n')}\n</ol>\n</nav>\n`;
}

module.exports = {contents};
