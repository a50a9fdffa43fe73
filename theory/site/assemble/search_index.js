'use strict';
// What search.js looks through: a classic script, since a page from disk may
// not fetch().

const {spellingsOf, synonymsIn} = require('./synonyms.js');

// Formulas come as TeX; what is left of them without its commands is what one
// would type into a search.
function withoutTex(text) {
  return text
      .replace(/\\(?:mathrm|mathit|text|operatorname)\{([^{}]*)\}/g, '$1')
      .replace(/\\[a-zA-Z]{2,}\s?/g, '');
}

function sectionsOf(page) {
  const whole = page.lead ? [{
    href: `${page.name}.html`,
    page: page.title,
    title: page.title,
    text: withoutTex(page.lead),
  }] : [];
  return whole.concat(page.sections.map((section) => ({
    href: `${page.name}.html#${section.id}`,
    page: page.title,
    title: section.title,
    text: withoutTex(section.text),
  })));
}

function searchIndex(pages, glossary) {
  const spellings = spellingsOf(glossary);
  const sections = pages.flatMap(sectionsOf).map((section) => ({
    ...section,
    also: synonymsIn(section.text, spellings),
  }));
  const lines = sections.map((section) => JSON.stringify(section));
  return `window.wbmSections = [\n${lines.join(',\n')}\n];\n`;
}

module.exports = {searchIndex};
