'use strict';
// Which numerals of the prose are bound to a run.
//
// A numeral is a word with a digit in it, in a paragraph, a list, a table cell
// that was typed, a caption or a footnote. Headings, code, formulas, links
// into the book and texts that come from programs do not count; but a formula
// that says nothing but numbers, `$127$` or `$-2, 0, 2$`, is a numeral. Each is
//
//   bound    [448]{v=ties.max}
//   cited    [1985]{c=ieee754}
//   exempt   one of the kinds below, or [Llama 3]{.name}
//   unbound  all else, and a fault
//
// Exempt:
//   a name     a letter comes before the digit: int8, E4M3, b1.58, C++20,
//              GPT-2; or "2D"
//   a date     2024-05-01, May 2024, 1 May 2024; a year (1900-2099) after a
//              word such as "in" or "since", or alone in brackets
//   an ordinal 1st, 2nd, 8th
//   a label    a small number after a word such as Figure, task, channel; any
//              after RFC, IEEE
//
// "8-bit" and "16GB" are numerals: write "eight-bit", or bind the number.


const MONTHS = 'January|February|March|April|May|June|July|August|' +
    'September|October|November|December';
// What is numbered "4.2", what is numbered "4", and standards.
const PLACES = 'figures?|fig\\.|tables?|sections?|tasks?|exercises?|' +
    'equations?|eq\\.|listings?|theorem|version|§';
const PARTS = 'chapters?|units?|labs?|questions?|parts?|steps?|channels?|' +
    'appendix|algorithm|pages?|p\\.|pp\\.|vol\\.|no\\.';
const STANDARDS = 'rfc|ieee|iso|iec|ecma|std';
const REST = '(?![\\d%]|[.,]\\d)';
const PLACE = `(?!0\\.)\\d{1,2}(?:\\.\\d{1,2})?${REST}`;
const PART = `\\d{1,3}${REST}`;
const labels = (words, number) => `(?:^|[^\\w])(?:${words})[\\s\u00a0]*` +
    `${number}(?:(?:,| and|–| to|-) ?${number})*`;
const YEAR = '(?:19|20)\\d\\d';
const END = '(?![\\w])';

// Longer forms first; each turns what it matches into a kind.
const EXEMPT = [
  ['date', `\\b\\d{4}-\\d\\d-\\d\\d${END}`],
  ['date', `\\b(?:\\d{1,2} )?(?:${MONTHS})(?: \\d{1,2},?)? ${YEAR}${END}`],
  ['date', `\\b(?:\\d{1,2} (?:${MONTHS})|(?:${MONTHS}) \\d{1,2})${END}`],
  ['date', `\\b(?:in|since|until|before|after|by|from|year|early|late) ` +
      `${YEAR}(?:[–-]${YEAR})?(?=[\\s.,;:!?)]|$)(?! (?!and|the|by|to|on|when|` +
      'a|as|with|it|but|for|in|did|was|is|has|had)\\w)'],
  ['date', `\\(${YEAR}\\)`],
  ['label', labels(PLACES, PLACE)],
  ['label', labels(PARTS, PART)],
  ['label', labels(STANDARDS, '\\d+(?:[.-]\\d+)*')],
  ['ordinal', `\\b\\d*(?:1st|2nd|3rd|\\dth)${END}`],
  ['name', `\\b[1-9]D${END}`],
  ['name', '[A-Za-z][\\w+./]*(?:-[\\w+./]*)*\\d[\\w+./–-]*'],
];
const NUMERAL = '[-+−±]?\\d[\\w.,·×^⁰¹²³⁴⁵⁶⁷⁸⁹⁻/%]*';

const TOKEN = new RegExp(
    EXEMPT.map(([, form]) => `(${form})`).join('|') + `|(${NUMERAL})`, 'gi');

/** Plain text -> [{text, kind}], kind an exemption or 'unbound'. */
function numeralsOf(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const which = match.slice(1).findIndex((group) => group !== undefined);
    const kind = which < EXEMPT.length ? EXEMPT[which][0] : 'unbound';
    const word = match[0].trim().replace(/[.,;:]+$/, '');
    if (/\d/.test(word)) found.push({text: word, kind});
  }
  return found;
}

// Spaces of TeX, and what groups digits: 65\,536 and 65{,}536.
const SPACES = /\\(?:[,;:! ]|quad)|\{,\}|[{}~\s]/g;
const TEX_NUMBER = '(?:[-+−±]|\\\\pm)?\\d[\\d.]*(?:\\\\?%)?';
const BETWEEN = '(?:[,;]|\\\\[lc]?dots|…)+';
const ONLY_NUMBERS = new RegExp(`^${TEX_NUMBER}(?:${BETWEEN}${TEX_NUMBER})*$`);

/** Whether the TeX of a formula is only numbers: "127", "-2, 0", "65\,536". */
function isNumberFormula(tex) {
  return ONLY_NUMBERS.test(tex.replace(SPACES, ''));
}

module.exports = {isNumberFormula, numeralsOf};
