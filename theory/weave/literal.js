'use strict';
// Reads a number as a person types it in prose.
//
//   readLiteral('6.02·10^-8')  -> {value: 6.02e-8, half: 0.005e-8}
//   readLiteral('1.5 %')       -> {value: 0.015,   half: 0.0005}
//   readLiteral('1/256')       -> {value: 0.00390625, half: 0}
//
// `half` is half a unit of the last digit shown, 0 where the form is exact
// (fractions, powers, hexadecimal, binary, words). A unit may follow ("6.02
// dB"); it does not change the value. null: not a number.

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven',
  'eight', 'nine', 'ten', 'eleven', 'twelve'];

const RAISED = {'⁰': 0, '¹': 1, '²': 2, '³': 3, '⁴': 4, '⁵': 5, '⁶': 6,
  '⁷': 7, '⁸': 8, '⁹': 9, '⁻': '-', '⁺': '+'};

/** One spelling for each sign: minus, space, dot, exponent. */
function normalise(text) {
  return text.trim()
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g,
          (run) => '^' + [...run].map((c) => RAISED[c]).join(''))
      .replace(/[−‒–]/g, '-')
      .replace(/[\u00a0\u202f\u2009\u2007]/g, ' ')
      .replace(/\s*[×·⋅]\s*/g, '*')
      .replace(/\s*[/⁄]\s*(?=\d)/g, '/')
      .replace(/\^\(?([-+]?\d+)\)?/g, '^$1');
}

// Digits in groups of three lose the comma, space or apostrophe between.
function withoutGroups(digits) {
  const grouped = /^\d{1,3}([ ,'’])\d{3}(?:\1\d{3})*(?=\.|$)/;
  return grouped.test(digits) ? digits.replace(/[ ,'’]/g, '') : digits;
}

const NUMBER = String.raw`\d{1,3}(?:[ ,'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const LETTER = 'A-Za-zµμΩ°²³';
const UNIT = `(?: ?[${LETTER}][${LETTER}/·*-]*(?: [A-Za-z/-]+)*)?`;

const FORMS = [
  [/^([-+]?)0x([0-9a-f]+)$/i, (m) => exact(sign(m[1]) * parseInt(m[2], 16))],
  [/^([-+]?)0b([01]+)$/i, (m) => exact(sign(m[1]) * parseInt(m[2], 2))],
  [new RegExp(`^([-+]?)(${NUMBER})/(${NUMBER})${UNIT}$`), (m) =>
    exact(sign(m[1]) * digits(m[2]) / digits(m[3]))],
  [new RegExp(`^([-+]?)(\\d+)\\^([-+]?\\d+)${UNIT}$`), (m) =>
    exact(sign(m[1]) * power(Number(m[2]), Number(m[3])))],
  [new RegExp(`^([-+]?)(${NUMBER})\\*(2|10)\\^([-+]?\\d+)${UNIT}$`), (m) =>
    shown(m[1], m[2], power(Number(m[3]), Number(m[4])))],
  [new RegExp(`^([-+]?)(${NUMBER})e([-+]?\\d+)$`, 'i'), (m) =>
    shown(m[1], m[2], power(10, Number(m[3])))],
  [new RegExp(`^([-+]?)(${NUMBER}) ?%$`), (m) => shown(m[1], m[2], 0.01)],
  [new RegExp(`^([-+]?)(${NUMBER})${UNIT}$`), (m) => shown(m[1], m[2], 1)],
];

const sign = (text) => text === '-' ? -1 : 1;
const digits = (text) => Number(withoutGroups(text));
const exact = (value) => ({value, half: 0});
// 10 ** -8 is not the double that 1e-8 names; its decimal form is.
const power = (base, exponent) =>
  base === 10 ? Number(`1e${exponent}`) : base ** exponent;

function shown(signText, text, unit) {
  const plain = withoutGroups(text);
  const decimals = (plain.split('.')[1] || '').length;
  return {value: sign(signText) * Number(plain) * unit,
    half: 0.5 * power(10, -decimals) * unit};
}

function readLiteral(text) {
  const plain = normalise(text);
  const word = WORDS.indexOf(plain.toLowerCase());
  if (word >= 0) return exact(word);
  // "0xZZ" is no zero with a unit.
  const forms = /^[-+]?0[xb]/i.test(plain) ? FORMS.slice(0, 2) : FORMS;
  for (const [form, read] of forms) {
    const match = plain.match(form);
    if (match) return read(match);
  }
  return null;
}

/**
 * Whether a literal says what was computed: as near as its digits can be. The
 * slack is for the decimal arithmetic above, a few units in the last place.
 */
function agrees(literal, computed) {
  const slack = 8 * Number.EPSILON *
      Math.max(Math.abs(literal.value), Math.abs(computed));
  return Math.abs(literal.value - computed) <= literal.half + slack;
}

module.exports = {agrees, readLiteral};
