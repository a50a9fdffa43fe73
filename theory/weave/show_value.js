'use strict';
// Writes a computed number for the page: `[]{v=key digits=3}`.
//
//   digits=3     significant digits     0.0146, 6.02·10⁻⁸, 1 290 000
//   decimals=2   digits after the point 49.76
//   as=percent   times 100, with "%"    1.46 %
//   as=hex       an integer             0x7F
// Neither digits nor decimals: the value is an integer, shown in full.

const MINUS = '−';
const THIN = '\u202f';

// 65504 -> 65 504; four digits stay together.
function group(plain) {
  const [whole, fraction] = plain.split('.');
  const spaced = whole.length < 5 ? whole :
      whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

const raised = (n) =>
  String(n).replace(/-/g, '⁻').replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[d])
      .replace('+', '⁺');

function significant(size, digits) {
  if (size === 0) return '0';
  const [mantissa, exponent] =
      size.toExponential(digits - 1).split('e').map(String);
  const power = Number(exponent);
  if (power < -4 || power >= 9) {
    return `${mantissa}·10${raised(power)}`;
  }
  // Beyond the shown digits stand zeros: 1 290 000, not 1 287 451.
  const rounded = Number(size.toPrecision(digits));
  return group(rounded.toFixed(Math.max(0, digits - 1 - power)));
}

function magnitude(size, {digits, decimals}) {
  if (digits !== undefined) return significant(size, digits);
  if (decimals !== undefined) return group(size.toFixed(decimals));
  if (!Number.isInteger(size)) return null;
  return size < 1e15 ? group(String(size)) : null;
}

/** The text of `value`, or null when it needs digits= or decimals=. */
function showValue(value, {digits, decimals, as}) {
  const size = Math.abs(as === 'percent' ? value * 100 : value);
  if (as === 'hex') {
    if (!Number.isInteger(size)) return null;
    const hex = size.toString(16).toUpperCase();
    return `${value < 0 ? MINUS : ''}0x${hex}`;
  }
  const text = magnitude(size, {digits, decimals});
  if (text === null) return null;
  const isZero = !/[1-9]/.test(text);
  const shown = (value < 0 && !isZero ? MINUS : '') + text;
  return as === 'percent' ? `${shown}${THIN}%` : shown;
}

// "^-8" or "^(-8)": a bracket is the exponent's only when it has both ends, so
// that of "(2 - 2^-8)" stays. "2^16.5" and "2^8x" are no powers that can be
// raised.
const POWER = /\^(?:\(([-−+]?\d+)\)|([-−+]?\d+)(?![\d\w]|\.\d))/g;

/** "2^-8" -> "2⁻⁸", wherever it stands in a plain text. */
const raisePowers = (text) => text.replace(POWER,
    (power, bracketed, bare) => raised((bracketed || bare).replace('−', '-')));

/** Words with numbers among them: "from -8 on, 2^-3" -> "from −8 on, 2⁻³". */
const typesetWords = (text) => raisePowers(text)
    .replace(/(^|[\s([,=/])-(?=\.?\d)/g, `$1${MINUS}`)
    .replace(/(?<=[\d)⁰¹²³⁴⁵⁶⁷⁸⁹]) - (?=[\d(])/g, ` ${MINUS} `);

/** printf's "-1.4e-45" -> "−1.4·10⁻⁴⁵", and "1e-06" -> "10⁻⁶". */
const typesetPrinted = (number) => raisePowers(number
    .replace(/\b(\d[\d.]*)e([-+]?)0*(\d+)\b/g, (whole, size, sign, power) =>
      `${size === '1' ? '' : `${size}·`}10^${sign === '-' ? '-' : ''}${power}`)
    .replace(/^-/, MINUS));

/**
 * A typed number as the page shows it: "-6.02·10^-8" -> "−6.02·10⁻⁸". A hyphen
 * inside a unit stays; number and unit stay on one line.
 */
function typeset(typed) {
  return raisePowers(typed)
      .replace(/^-/, MINUS)
      .replace(/(\d) (?=[\dA-Za-zµμ%°Ω])/g, '$1\u00a0')
      .replace(/(\d) ?\* ?(?=(?:2|10)[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])/g, '$1·');
}

module.exports = {
  raisePowers, showValue, typeset, typesetPrinted, typesetWords,
};
