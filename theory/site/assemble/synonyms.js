'use strict';
// Other words for what a section says: the glossary's spellings of a term that
// occurs there. So a search for "denormal" finds what is said of subnormals.

const {slug} = require('./html.js');

// A spelling that cannot mean anything else: "ties to even", "RNE", "fp16".
// A plain word such as "double" or "step" has other uses.
const isClear = (spelling) => /[\s\d-]|[A-Z]/.test(spelling);

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// The spelling as whole words; a space may be a hyphen or an end of line.
const pattern = (spelling) => new RegExp(
    `(?<![\\p{L}\\p{N}])${escaped(spelling).replace(/[ -]|\\-/g, '[\\s-]+')}` +
    '(?![\\p{L}\\p{N}])', 'iu');

/** The glossary -> its terms that have other spellings. */
function spellingsOf(glossary) {
  return Object.entries(glossary)
      .filter(([, value]) => (value.also ?? []).length > 0)
      .map(([term, {also}]) => ({
        all: [term, ...also].map((spelling) => ({spelling, at: pattern(spelling)})),
        signs: [term, ...also.filter(isClear)].map(pattern),
      }));
}

// Where a term is met first, or null.
function firstOf(signs, text) {
  const found = signs.map((sign) => sign.exec(text)).filter(Boolean)
      .sort((a, b) => a.index - b.index);
  return found[0] ?? null;
}

/** A section's text -> [words that it lacks, place, length] for each term. */
function synonymsIn(text, spellings) {
  return spellings.flatMap(({all, signs}) => {
    const met = firstOf(signs, text);
    if (!met) return [];
    const lacking = all.filter(({at}) => !at.test(text))
        .map(({spelling}) => spelling)
        .filter((spelling) => !slug(spelling).startsWith(slug(met[0])));
    return lacking.length === 0 ? [] :
        [[lacking.join(' '), met.index, met[0].length]];
  });
}

module.exports = {spellingsOf, synonymsIn};
