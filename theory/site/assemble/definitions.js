'use strict';
// What script/terms.js shows of a term: a classic script, since a page from
// disk may not fetch().

const {escape, slug} = require('./html.js');
const {withFormulas} = require('./formula.js');

function shown(term, value) {
  const text = typeof value === 'string' ? value : value.text;
  return `<p><b>${escape(term)}</b>: ` +
      `${withFormulas(text, `theory/glossary/glossary.json: "${term}"`)}</p>`;
}

// As in readPage: no element that only holds KaTeX's source.
const lean = (html) => html.replace(
    /<annotation encoding="application\/x-tex">[^]*?<\/annotation><\/semantics>/g, '')
    .replaceAll('<semantics>', '');

function definitionsScript(glossary) {
  const entries = Object.entries(glossary).map(([term, value]) =>
    `${JSON.stringify(slug(term))}: ${JSON.stringify(lean(shown(term, value)))}`);
  return `window.wbmDefinitions = {\n${entries.join(',\n')}\n};\n`;
}

module.exports = {definitionsScript};
