'use strict';
// What surrounds the text of a page: head, bar, contents, way on, dialogs.

const {contents} = require('./contents.js');
const {escape} = require('./html.js');

const kBook = 'Which Bits Matter';

// Nothing but our own files; KaTeX and gnuplot need style attributes, the
// widgets compile WebAssembly.
const kPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const kScripts = [
  'theme_button.js', 'copy.js', 'keys.js', 'place.js', 'print.js', 'boxes.js',
  'scroll.js', 'search.js', 'terms.js',
];

function rel(kind, page) {
  return page ? `<link rel="${kind}" href="${page.name}.html">\n` : '';
}

function head(page, way) {
  const title = page.name === 'index' ? kBook : `${page.title} · ${kBook}`;
  const scripts = kScripts.concat(page.scripts ?? []);
  return '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n' +
      `<meta http-equiv="Content-Security-Policy" content="${kPolicy}">\n` +
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n' +
      `<title>${escape(title)}</title>\n` +
      (page.question ?
          `<meta name="description" content="${escape(page.question)}">\n` : '') +
      '<link rel="icon" href="data:,">\n' +
      '<link rel="stylesheet" href="katex.css">\n' +
      '<link rel="stylesheet" href="book.css">\n' +
      (page.styles ?? []).map(
          (s) => `<link rel="stylesheet" href="${s}">\n`).join('') +
      rel('prev', way.previous) + rel('next', way.next) +
      '<script src="theme.js"></script>\n' +
      scripts.map((s) => `<script src="${s}" defer></script>\n`).join('') +
      '</head>\n';
}

const kBar = `<a class="skip" href="#text">Skip to the text</a>
<header class="bar">
<a class="book" href="index.html">${kBook}</a>
<a class="to-contents" href="#contents">Contents</a>
<button type="button" id="search-button" hidden>Search <kbd>s</kbd></button>
<button type="button" id="theme" hidden>Dark</button>
<button type="button" id="keys-button" aria-label="Keys" hidden>?</button>
</header>
`;

const kDialogs = `<dialog id="search" aria-labelledby="search-title">
<form method="dialog">
<button class="close" value="close">Close</button>
<h2 id="search-title"><label for="search-words">Search the book</label></h2>
<input type="search" id="search-words" autocomplete="off" spellcheck="false" autofocus aria-describedby="search-count">
<p id="search-count" role="status"></p>
<ol id="search-results"></ol>
</form>
</dialog>
<dialog id="keys" aria-labelledby="keys-title">
<button type="button" class="close">Close</button>
<h2 id="keys-title">Keys</h2>
<table>
<tr><td><kbd>←</kbd> <kbd>→</kbd></td><td>the page before, the next page</td></tr>
<tr><td><kbd>s</kbd> or <kbd>/</kbd></td><td>search; <kbd>↓</kbd> and <kbd>↑</kbd> go through the results</td></tr>
<tr><td><kbd>?</kbd></td><td>this list</td></tr>
<tr><td><kbd>Esc</kbd></td><td>close it</td></tr>
</table>
</dialog>
`;

function title(page) {
  const unit = /^(\d\d)_/.exec(page.name);
  return (unit ? `<p class="kicker">Unit ${unit[1]}</p>\n` : '') +
      `<h1>${escape(page.title)}</h1>\n` +
      (page.question ? `<p class="lead">${escape(page.question)}</p>\n` : '');
}

function lab(page) {
  if (!page.lab) return '';
  return '<aside class="lab" aria-label="This chapter’s lab"><p>' +
      `This chapter’s lab: <code>bazel test //labs/${page.lab}</code>. ` +
      `Its handout: <code>labs/${page.lab}/README.md</code>.</p></aside>\n`;
}

function turn(kind, word, page) {
  return page ? `<a class="${kind}" rel="${kind}" href="${page.name}.html">` +
      `<span class="to">${word}</span>${escape(page.title)}</a>\n` : '';
}

function wayOn(way) {
  return '<nav class="way" aria-label="Previous and next page">\n' +
      turn('prev', 'Before', way.previous) + turn('next', 'Next', way.next) +
      '</nav>\n';
}

// The text of a page with its title, as the frame and the print page show it.
function article(page) {
  return title(page) + lab(page) + page.html;
}

// A whole page. `way` is {previous, next}, either may be missing.
function framed(page, units, way) {
  return `${head(page, way)}<body>\n${kBar}<div class="frame">\n` +
      `<main id="text" tabindex="-1">\n${article(page)}${wayOn(way)}</main>\n` +
      `${contents(units, page)}</div>\n${kDialogs}</body>\n</html>\n`;
}

module.exports = {article, framed, kBook};
