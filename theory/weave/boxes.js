'use strict';
// Goals, what to remember, claims that fail, widgets.

const {attributes, div, para, plainText, rawBlock, span, str} =
    require('./nodes');

const MAX_REMEMBER = 5;

const label = (text) => para([span('', ['label'], [str(text)])]);

// Items of lists count one by one.
function itemsOf(blocks) {
  return blocks.flatMap((block) => block.t === 'BulletList' ? block.c :
      block.t === 'OrderedList' ? block.c[1] : [block]);
}

function remember(node, page) {
  const items = itemsOf(node.c[1]);
  if (items.length > MAX_REMEMBER) {
    page.faults.add(node.line, `${items.length} things to remember`,
        `at most ${MAX_REMEMBER}: keep what a reader needs in a year`);
  }
  return div('', ['remember'], [label('Remember'), ...node.c[1]]);
}

const goals = (node) => div('', ['goals'],
    [label('After this chapter you can'), ...node.c[1]]);

// Who said it: the label of an error that was met, with a link to the work.
function saidIn(key, node, page) {
  const entry = page.references.get(key);
  if (!entry) {
    page.faults.add(node.line, `no reference '${key}'`,
        'enter who says it into theory/references/references.json, or make ' +
        'the box {.wrong} without said=…: a claim that fails');
    return null;
  }
  page.facts.references.add(key);
  const link = {t: 'Link', c: [['', ['citation'], []], [str(entry)],
    [`references.html#${key}`, '']]};
  return para([span('', ['label'], [str('Said, and wrong')]), str(' ('),
    link, str(')')]);
}

/**
 * A claim and the test that it fails. With said="KEY" it is one that a work
 * makes, and the label cites the work. The comments let weave.js find the
 * block's HTML for the appendix.
 */
function wrong(node, page) {
  const [statement, ...truth] = node.c[1];
  const {id} = node.entry;
  if (!statement || statement.t !== 'Para' || truth.length === 0) {
    page.faults.add(node.line, 'a claim without its correction',
        'first a paragraph that states it, then the test and the truth');
    return [];
  }
  const key = attributes(node).get('said');
  const heading = key ? saidIn(key, node, page) : label('A claim that fails');
  if (heading === null) return [];
  page.facts.wrong.push({id, title: plainText(statement).trim(),
    line: node.line});
  return div(id, ['wrong'], [
    rawBlock(`<!--wrong ${id}-->`),
    heading,
    div('', ['statement'], [statement]),
    ...truth,
    rawBlock(`<!--/wrong ${id}-->`),
  ]);
}

function widget(node, page) {
  const {pairs} = attributes(node);
  const holds = JSON.stringify(node.c[1]);
  if (!holds.includes('class=\\"figure\\"')) {
    page.faults.add(node.line, 'a widget without the figure that stands in',
        'put ![Caption](fig:…) inside it');
  }
  page.facts.widgets.push(pairs.find(([key]) => key === 'name')[1]);
  const data = pairs.map(([key, value]) =>
    [key === 'name' ? 'data-widget' : `data-${key}`, value]);
  return div(node.c[0][0], ['widget'], node.c[1], data);
}

/** A chapter says first what to be able to do, and last what to keep. */
function checkFrame(blocks, page) {
  const kind = (block) => block && block.t === 'Div' ?
      attributes(block).classes[0] : '';
  if (kind(blocks[0]) !== 'goals') {
    page.faults.add(blocks[0] ? blocks[0].line : 1,
        'the chapter does not begin with its goals', '::: goals … :::');
  }
  const last = blocks[blocks.length - 1];
  if (kind(last) !== 'remember') {
    page.faults.add(last ? last.line : 1,
        'the chapter does not end with what to remember',
        '::: remember … :::');
  }
}

module.exports = {checkFrame, goals, remember, widget, wrong};
