'use strict';
// Pandoc's document tree: nodes {t, c}, attributes [id, classes, [[k, v]]].

const isNode = (x) => x !== null && typeof x === 'object' && 't' in x;

/**
 * Rebuilds a tree. `visit(node)` returns undefined to keep the node and go
 * into it, a node, or an array of nodes to stand in its place; what it returns
 * is not visited again.
 */
function transform(tree, visit) {
  if (Array.isArray(tree)) {
    const result = [];
    for (const item of tree) {
      const made = transform(item, visit);
      if (isNode(item) && Array.isArray(made)) result.push(...made);
      else result.push(made);
    }
    return result;
  }
  if (!isNode(tree)) return tree;
  const stand = visit(tree);
  if (stand !== undefined) return stand;
  return 'c' in tree ? {...tree, c: transform(tree.c, visit)} : tree;
}

/** Calls `look(node)` for every node; false keeps it from going into one. */
function visitAll(tree, look) {
  if (Array.isArray(tree)) {
    for (const item of tree) visitAll(item, look);
  } else if (isNode(tree) && look(tree) !== false && 'c' in tree) {
    visitAll(tree.c, look);
  }
}

const ATTRIBUTES_AT = {Header: 1, Table: 0, CodeBlock: 0, Code: 0, Div: 0,
  Span: 0, Link: 0, Image: 0, Figure: 0};

/** The attributes of a node as {id, classes, get(key), pairs}, or null. */
function attributes(node) {
  if (!(node.t in ATTRIBUTES_AT)) return null;
  const [id, classes, pairs] = node.c[ATTRIBUTES_AT[node.t]];
  const get = (key) => (pairs.find(([k]) => k === key) || [])[1];
  return {id, classes, pairs, get};
}

const str = (text) => ({t: 'Str', c: text});
const para = (inlines) => ({t: 'Para', c: inlines});
const div = (id, classes, blocks, pairs = []) =>
  ({t: 'Div', c: [[id, classes, pairs], blocks]});
const span = (id, classes, inlines, pairs = []) =>
  ({t: 'Span', c: [[id, classes, pairs], inlines]});
const rawBlock = (html) => ({t: 'RawBlock', c: ['html', html]});
const rawInline = (html) => ({t: 'RawInline', c: ['html', html]});

const escapeHtml = (text) => text.replace(/&/g, '&amp;')
    .replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const PLAIN = {
  Str: (c) => c,
  Space: () => ' ',
  SoftBreak: () => ' ',
  LineBreak: () => ' ',
  Code: (c) => c[1],
  Math: (c) => c[1],
  CodeBlock: (c) => c[1] + '\n',
  Superscript: (c) => '^' + plainText(c),
  Note: () => '',
  Quoted: (c) => c[0].t === 'SingleQuote' ? `‘${plainText(c[1])}’` :
                                            `“${plainText(c[1])}”`,
};
const BLOCKS = ['Para', 'Plain', 'Header', 'Div'];

/** The text of a tree, without markup. */
function plainText(tree) {
  if (Array.isArray(tree)) return tree.map(plainText).join('');
  if (!isNode(tree)) return '';
  if (tree.t in PLAIN) return PLAIN[tree.t](tree.c);
  const inside = 'c' in tree ? plainText(tree.c) : '';
  return BLOCKS.includes(tree.t) ? inside + '\n' : inside;
}

module.exports = {attributes, div, escapeHtml, isNode, para, plainText,
  rawBlock, rawInline, span, str, transform, visitAll};
