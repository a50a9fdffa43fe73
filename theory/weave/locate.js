'use strict';
// Where each node was written. pandoc's sourcepos wraps inlines and blocks in
// spans and divs with data-pos; here the wrappers go away, what they split is
// joined again, and every node gets `line`.

const {attributes, isNode} = require('./nodes');

const OURS = ['data-pos', 'wrapper'];

function lineOf(pairs) {
  for (const [key, value] of pairs) {
    const at = key === 'data-pos' && value.match(/(?:^|@)(\d+):\d+/);
    if (at) return Number(at[1]);
  }
  return undefined;
}

const bare = ([id, classes, pairs]) =>
  [id, classes, pairs.filter(([key]) => !OURS.includes(key))];

const isEmpty = ([id, classes, pairs]) =>
  id === '' && classes.length === 0 && pairs.length === 0;

/** Joins neighbouring words: "1" "." "5" -> "1.5". */
function join(nodes) {
  const result = [];
  for (const node of nodes) {
    const last = result[result.length - 1];
    if (isNode(node) && node.t === 'Str' && last && last.t === 'Str') {
      result[result.length - 1] = {...last, c: last.c + node.c};
    } else {
      result.push(node);
    }
  }
  return result;
}

function locateArray(items, line) {
  const result = [];
  for (const item of items) {
    const made = locateAny(item, line);
    if (isNode(item) && Array.isArray(made)) result.push(...made);
    else result.push(made);
  }
  return join(result);
}

// A node without attributes of its own begins where its first child does.
function firstLine(tree) {
  if (Array.isArray(tree)) {
    for (const item of tree) {
      const line = firstLine(item);
      if (line) return line;
    }
    return undefined;
  }
  if (!isNode(tree)) return undefined;
  const own = attributes(tree);
  return (own && lineOf(own.pairs)) || firstLine(tree.c);
}

function locateAny(tree, line) {
  if (Array.isArray(tree)) return locateArray(tree, line);
  if (!isNode(tree)) return tree;
  const own = attributes(tree);
  const here = (own && lineOf(own.pairs)) || line || firstLine(tree.c);
  const node = {...tree, line: here};
  if (!own) {
    if ('c' in tree) node.c = locateAny(tree.c, here);
    return node;
  }
  const at = tree.t === 'Header' ? 1 : 0;
  const attr = bare(tree.c[at]);
  const rest = tree.c.map((part, i) => i === at ? attr : locateAny(part, here));
  // The wrapper that sourcepos made, and nothing else, is empty.
  if ((tree.t === 'Span' || tree.t === 'Div') && isEmpty(attr)) return rest[1];
  node.c = rest;
  return node;
}

/** The blocks of a document that was read with sourcepos. */
const locate = (document) => locateAny(document.blocks, undefined);

module.exports = {locate};
