'use strict';
// The glossary, from theory/glossary/glossary.json and the places where the
// chapters define their terms.

const {withFormulas} = require('./formula.js');
const {escape, slug} = require('./html.js');
const {keptTogether} = require('./kept_together.js');

function entry(term, value, places) {
  const {also = [], text} = typeof value === 'string' ? {text: value} : value;
  const spellings = also.length === 0 ? '' :
      ` <span class="also">also: ${also.map(escape).join(', ')}</span>`;
  const seen = places.map(
      (at) => `<a href="${at.page}.html#${at.id}">${escape(at.title)}</a>`);
  const where = seen.length === 0 ? '' :
      ` <span class="seen">Explained in ${seen.join(', ')}.</span>`;
  const meaning = keptTogether(
      withFormulas(text, `theory/glossary/glossary.json: "${term}"`));
  return `<dt id="${slug(term)}">${escape(term)}${spellings}</dt>\n` +
      `<dd>${meaning}${where}</dd>`;
}

function letters(terms) {
  const first = new Map();
  for (const term of terms) {
    const letter = term[0].toUpperCase();
    if (!first.has(letter)) first.set(letter, `${slug(term)}`);
  }
  const items = Array.from(
      first, ([letter, id]) => `<li><a href="#${id}">${letter}</a></li>`);
  return `<ul class="letters" aria-label="Initials">${items.join('')}</ul>`;
}

function definitions(pages) {
  const places = new Map();
  for (const page of pages) {
    for (const {key, id} of page.terms?.defined ?? []) {
      const list = places.get(slug(key)) ?? [];
      list.push({page: page.name, id, title: page.title});
      places.set(slug(key), list);
    }
  }
  return places;
}

// What the search knows of a term: its other spellings, too.
function searched(value) {
  const {also = [], text} = typeof value === 'string' ? {text: value} : value;
  const plain = text.replace(/\$/g, '');
  return also.length === 0 ? plain : `${plain} Also: ${also.join(', ')}.`;
}

function glossaryPage(glossary, pages) {
  const terms = Object.keys(glossary);
  const places = definitions(pages);
  const entries = terms.map(
      (term) => entry(term, glossary[term], places.get(slug(term)) ?? []));
  return {
    name: 'glossary',
    title: 'Glossary',
    question: '',
    html: `${letters(terms)}\n<dl class="glossary">\n${entries.join('\n')}\n</dl>\n`,
    sections: terms.map((term) => ({
      id: `${slug(term)}`,
      level: 2,
      title: term,
      text: searched(glossary[term]),
    })),
  };
}

module.exports = {glossaryPage};
