'use strict';
// Counts a page's numerals: bound, cited, exempt, unbound (see numerals.js).

const {isFalseEquation} = require('./arithmetic');
const {attributes, isNode, plainText} = require('./nodes');
const {isNumberFormula, numeralsOf} = require('./numerals');

const PROSE = ['Para', 'Plain', 'LineBlock'];
const LEAST_BOUND = 0.9;

// Stands where something was that does not count, so that words around it do
// not join.
const GAP = '\ufffc';

const spanKind = (own) => own.get('v') !== undefined ? 'bound' :
    own.get('c') !== undefined ? 'cited' : own.classes[0] || '';

/** Into the book: the text of such a link is a label. */
const isReference = (node) => /^(#|sec:|ref:)/.test(node.c[2][0]);

class Counter {
  constructor() {
    this.bound = 0;
    this.cited = 0;
    this.exempt = [];
    this.unbound = [];
    this.untrue = [];
  }

  addText(pieces) {
    const text = pieces.map((p) => p.text).join('');
    const starts = [];
    let at = 0;
    for (const piece of pieces) {
      starts.push([at, piece.line]);
      at += piece.text.length;
    }
    let from = 0;
    for (const {text: word, kind} of numeralsOf(text)) {
      from = text.indexOf(word, from);
      const before = starts.filter(([start]) => start <= from);
      const line = (before[before.length - 1] || [0, 1])[1];
      from += word.length;
      (kind === 'unbound' ? this.unbound : this.exempt)
          .push({text: word, kind, line});
    }
  }

  /** The text pieces of inlines; what is marked is counted on the way. */
  pieces(inlines) {
    return inlines.flatMap((node) => this.piece(node));
  }

  piece(node) {
    const gap = [{text: GAP, line: node.line}];
    if (node.t === 'Str') return [{text: node.c, line: node.line}];
    if (/^(Space|SoftBreak|LineBreak)$/.test(node.t)) {
      return [{text: ' ', line: node.line}];
    }
    if (node.t === 'Math') {
      this.formula(node);
      return gap;
    }
    if (/^(Code|RawInline)$/.test(node.t)) return gap;
    if (node.t === 'Note') {
      this.count(node.c);
      return [];
    }
    if (node.t === 'Span') return this.marked(node, gap);
    if (node.t === 'Link') {
      return isReference(node) ? gap : this.pieces(node.c[1]);
    }
    if (node.t === 'Image') return [...gap, ...this.pieces(node.c[1]), ...gap];
    if (node.t === 'Superscript') {
      return [{text: '^', line: node.line}, ...this.pieces(node.c)];
    }
    if (node.t === 'Quoted') return this.pieces(node.c[1]);
    return Array.isArray(node.c) ? this.pieces(node.c.filter(isNode)) : gap;
  }

  /** `$127$` says no more than "127" does, and is bound no better. */
  formula(node) {
    const [{t: type}, tex] = node.c;
    if (isFalseEquation(tex)) this.untrue.push({tex, line: node.line});
    if (type !== 'InlineMath' || !isNumberFormula(tex)) return;
    this.unbound.push({text: `$${tex}$`, kind: 'formula', line: node.line});
  }

  marked(node, gap) {
    const own = attributes(node);
    const kind = spanKind(own);
    if (kind === 'bound' || kind === 'cited') {
      this[kind] += 1;
      return gap;
    }
    if (kind === 'name' || kind === 'term' || kind === 'def') {
      const text = plainText(node.c[1]);
      if (/\d/.test(text)) {
        this.exempt.push({text, kind: 'name', line: node.line});
      }
      return gap;
    }
    return this.pieces(node.c[1]);
  }

  /** Goes through blocks. */
  count(tree) {
    if (Array.isArray(tree)) {
      for (const item of tree) this.count(item);
    } else if (isNode(tree)) {
      if (PROSE.includes(tree.t)) this.addText(this.pieces(tree.c));
      else if (tree.t === 'CodeBlock') this.caption(tree);
      else if (tree.t !== 'Header' && tree.c) this.count(tree.c);
    }
  }

  caption(node) {
    const caption = attributes(node).get('caption');
    if (caption) this.addText([{text: caption, line: node.line}]);
  }
}

/**
 * The counts of located blocks: {bound, cited, exempt, unbound}. Faults: each
 * unbound one and, in a chapter, fewer than nine bound in ten.
 */
function countNumerals(blocks, isChapter, faults) {
  const counter = new Counter();
  counter.count(blocks);
  for (const {text: typed, line} of counter.unbound) {
    const text = typed.replace(/\$/g, '');
    faults.add(line, `the numeral "${typed}" is bound to nothing`,
        `[${text}]{v=key} to a value of a program, [${text}]{c=source}, ` +
        'a word ("two"), or a name: [' + text + ']{.name}');
  }
  for (const {tex, line} of counter.untrue) {
    faults.add(line, `${tex.trim()} is not true`, 'compute it again');
  }
  const {bound, cited} = counter;
  if (isChapter && bound < LEAST_BOUND * (bound + cited)) {
    faults.add(1, `${bound} of ${bound + cited} numerals are bound to runs`,
        'nine in ten must be: compute what is cited');
  }
  return {bound, cited, exempt: counter.exempt, unbound: counter.unbound};
}

module.exports = {countNumerals};
