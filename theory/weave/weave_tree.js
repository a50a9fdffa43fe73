'use strict';
// From an author's tree to the page's: fences, divs, numbers, links, formulas.

const {attributes, rawInline, transform} = require('./nodes');
const {bindValue} = require('./values');
const {checkFrame, goals, remember, widget, wrong} = require('./boxes');
const {cite, resolveLink, term} = require('./references');
const {command, listing, output, table} = require('./listings');
const {exercise} = require('./exercises');
const {figure} = require('./figures');
const {formula} = require('./maths');

const FENCES = {region: listing, output, table, sh: command};
const DIVS = {goals, remember, wrong, exercise, widget};

function weaveSpan(node, page) {
  const own = attributes(node);
  const inside = {...node, c: [node.c[0], weave(node.c[1], page)]};
  if (own.get('v') !== undefined) {
    return bindValue(node, page.demos, page.faults);
  }
  if (own.get('c') !== undefined) return cite(inside, page);
  const [kind] = own.classes;
  if (kind === 'term' || kind === 'def') return term(inside, page);
  return kind === 'name' ? inside.c[1] : inside;
}

function weaveDiv(node, page) {
  const kind = attributes(node).classes[0];
  const inside = {...node, c: [node.c[0], weave(node.c[1], page)]};
  return kind in DIVS ? DIVS[kind](inside, page) : inside;
}

function weaveFence(node, page) {
  const kind = attributes(node).classes[0];
  return kind in FENCES ? FENCES[kind](node, page) : [];
}

function weaveNode(node, page) {
  const drawn = figure(node, page, (inlines) => weave(inlines, page));
  if (drawn) return drawn;
  if (node.t === 'CodeBlock') return weaveFence(node, page);
  if (node.t === 'Div') return weaveDiv(node, page);
  if (node.t === 'Span') return weaveSpan(node, page);
  if (node.t === 'Link') {
    const inside = weave(node.c[1], page);
    return resolveLink({...node, c: [node.c[0], inside, node.c[2]]}, page);
  }
  if (node.t === 'Image') {
    page.faults.add(node.line, 'a picture inside a sentence',
        'give it a paragraph of its own');
    return [];
  }
  return /^Raw/.test(node.t) ? [] : undefined;
}

/** Any part of the tree, woven; formulas are left for renderFormulas. */
function weave(tree, page) {
  return transform(tree, (node) => weaveNode(node, page));
}

/** The page's blocks; formulas are TeX still. */
function weaveBlocks(page) {
  if (page.lab) checkFrame(page.blocks, page);
  return weave(page.blocks, page);
}

/** TeX -> HTML. */
function renderFormulas(tree, page) {
  return transform(tree, (node) => {
    if (node.t !== 'Math') return undefined;
    const display = node.c[0].t === 'DisplayMath';
    return rawInline(formula(node.c[1], display, node.line, page.faults));
  });
}

module.exports = {renderFormulas, weaveBlocks};
