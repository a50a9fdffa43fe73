'use strict';
// Whether an equation of plain numbers is true: `$2^{10} = 1024$`.
//
//   isFalseEquation('999 - 3 \\cdot 256 = 231')   // false: it holds
//   isFalseEquation('2^{10} = 1000')              // true
//   isFalseEquation('n = 8')                      // false: not of numbers alone
//
// Sums, products (also by standing side by side), quotients, powers, brackets,
// \frac, \tfrac, \lfloor … \rfloor. Both sides are computed in float64 and
// compared to one part in 10^12.

// 65\,536 and 65{,}536 are one number.
const GROUPED = /(\d)(?:\\,|\{,\})(?=\d{3}(?!\d))/g;
const SKIPPED =
    /\\(?:[,;:! ]|left|right|bigl?|bigr|quad)(?![A-Za-z])|[~\s]+/g;
const TOKEN = /\d+(?:\.\d+)?|\\[A-Za-z]+|[-+/^(){}]/y;
const STARTS_AN_ATOM = /^(?:\d|\(|\{|\\t?frac$|\\lfloor$)/;

/** Thrown for what is not arithmetic. */
class NotArithmetic extends Error {}

function tokensOf(tex) {
  const text = tex.replace(GROUPED, '$1').replace(SKIPPED, ' ');
  const tokens = [];
  for (let at = 0; at < text.length;) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new NotArithmetic();
    // \tfrac12 is one over two.
    const isPart = /\\t?frac \d? ?$/.test(tokens.slice(-2).join(' ') + ' ');
    const word = isPart && /^\d/.test(match[0]) ? match[0][0] : match[0];
    tokens.push(word);
    at += word.length;
  }
  return tokens;
}

class Parser {
  constructor(tokens) {
    this.tokens = tokens;
    this.at = 0;
  }

  next() {
    return this.tokens[this.at] || '';
  }

  take(token) {
    if (this.next() !== token) return false;
    this.at += 1;
    return true;
  }

  need(token) {
    if (!this.take(token)) throw new NotArithmetic();
  }

  sum() {
    let value = this.product();
    for (;;) {
      if (this.take('+')) value += this.product();
      else if (this.take('-')) value -= this.product();
      else return value;
    }
  }

  product() {
    let value = this.signed();
    for (;;) {
      if (this.take('\\cdot') || this.take('\\times')) value *= this.signed();
      else if (this.take('/')) value /= this.signed();
      else if (STARTS_AN_ATOM.test(this.next())) value *= this.power();
      else return value;
    }
  }

  signed() {
    return this.take('-') ? -this.signed() : this.power();
  }

  power() {
    const base = this.atom();
    return this.take('^') ? Math.pow(base, this.atom()) : base;
  }

  atom() {
    if (this.take('(')) return this.until(')');
    if (this.take('{')) return this.until('}');
    if (this.take('\\lfloor')) return Math.floor(this.until('\\rfloor'));
    if (this.take('\\frac') || this.take('\\tfrac')) {
      const above = this.atom();
      return above / this.atom();
    }
    if (!/^\d/.test(this.next())) throw new NotArithmetic();
    return Number(this.tokens[this.at++]);
  }

  until(closing) {
    const value = this.sum();
    this.need(closing);
    return value;
  }
}

function valueOf(tex) {
  const parser = new Parser(tokensOf(tex));
  const value = parser.sum();
  if (parser.at < parser.tokens.length) throw new NotArithmetic();
  return value;
}

/** Whether `tex` is an equation of numbers alone, and does not hold. */
function isFalseEquation(tex) {
  const sides = tex.split('=');
  if (sides.length < 2) return false;
  try {
    const values = sides.map(valueOf);
    return values.some((value) =>
      !(Math.abs(value - values[0]) <= 1e-12 * Math.abs(values[0])));
  } catch (error) {
    if (error instanceof NotArithmetic) return false;
    throw error;
  }
}

module.exports = {isFalseEquation, valueOf};
