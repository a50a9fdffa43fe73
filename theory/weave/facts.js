'use strict';
// What the site needs to know about a page: NAME.json (see README.md).

const {markedBlocks} = require('./html');
const {plainText} = require('./nodes');

// Text of figures and tables comes as HTML and is not searched for.
function textOfSections(blocks) {
  const sections = [{id: '', text: ''}];
  for (const block of blocks) {
    if (block.t === 'Header') sections.push({id: block.c[1][0], text: ''});
    else sections[sections.length - 1].text += plainText([block]) + ' ';
  }
  return sections
      .map(({id, text}) => ({id, text: text.replace(/\s+/g, ' ').trim()}))
      .filter(({text}) => text !== '');
}

const itemFacts = (page, kind) => page.outline.items
    .filter((item) => item.kind === kind)
    .map(({id, number, title}) => ({id, number, title}));

/** `tree` is woven, its formulas TeX; `html` has its marks still. */
function factsOf(page, tree, html, numerals) {
  const marked = markedBlocks(html, 'wrong');
  return {
    name: page.name,
    file: page.file,
    title: page.meta.title || '',
    question: page.meta.question || '',
    lab: page.meta.lab || '',
    sections: page.outline.sections,
    figures: itemFacts(page, 'figure'),
    tables: itemFacts(page, 'table'),
    exercises: page.facts.exercises,
    wrong: page.facts.wrong.map((w) => ({...w, html: marked.get(w.id) || ''})),
    terms: page.facts.terms,
    references: [...page.facts.references].sort(),
    cited: page.facts.cited,
    links: page.facts.links,
    outside: page.facts.outside,
    widgets: page.facts.widgets,
    ids: [...page.outline.ids.keys(),
      ...page.facts.terms.defined.map((d) => d.id)],
    text: textOfSections(tree),
    numerals: {bound: numerals.bound, cited: numerals.cited,
      exempt: numerals.exempt.length, unbound: numerals.unbound.length,
      exemptions: numerals.exempt},
    bytes: Buffer.byteLength(html),
  };
}

module.exports = {factsOf};
