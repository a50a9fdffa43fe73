'use strict';
// Numbers in sentences: `[448]{v=ties.max}` must say what a program computed,
// `[]{v=ties.error digits=3}` is filled in, `[1985]{c=ieee754}` cites.

const {agrees, readLiteral} = require('./literal');
const {attributes, plainText, span, str} = require('./nodes');
const {oneOf} = require('./nearest');
const {showValue, typeset} = require('./show_value');

const COUNT = /^(?:[1-9]|1[0-7])$/;
const DECIMALS = /^(?:\d|1[0-7])$/;
const FORMS = ['percent', 'hex'];

function readStyle(own, line, faults) {
  const style = {as: own.get('as')};
  const limits = {digits: COUNT, decimals: DECIMALS};
  for (const [key, form] of Object.entries(limits)) {
    const text = own.get(key);
    if (text === undefined) continue;
    if (!form.test(text)) {
      faults.add(line, `${key}=${text} is not a count of digits`,
          `write ${key}=3`);
    } else {
      style[key] = Number(text);
    }
  }
  if (style.as !== undefined && !FORMS.includes(style.as)) {
    faults.add(line, `as=${style.as} is not a way to write a number`,
        oneOf(FORMS, style.as));
  }
  return style;
}

function wovenText(record, own, key, line, faults) {
  const text = showValue(record.value, readStyle(own, line, faults));
  if (text !== null) return text;
  faults.add(line, `${key} = ${record.value} is not an integer`,
      `say how it is shown: []{v=${key} digits=3}`);
  return '';
}

function checkTyped(typed, record, key, line, faults) {
  if (record.demo.machineDependent) {
    faults.add(line, `"${typed}" is typed, but ${key} depends on the machine`,
        `weave it in: []{v=${key} digits=3}`);
    return;
  }
  const literal = readLiteral(typed);
  if (literal === null) {
    faults.add(line, `"${typed}" is not a number that can be checked`,
        'write it as 448, 1.5 %, 6.02·10^-8, 1/256 or 0x7F');
  } else if (!agrees(literal, record.value)) {
    faults.add(line, `"${typed}" is not what ${record.demo.name} computes: ` +
        `${key} = ${record.value}`,
    'correct the sentence (all of it), or the program');
  }
}

/** `[448]{v=key}` -> the span of the page; the node is one with v. */
function bindValue(node, demos, faults) {
  const own = attributes(node);
  const key = own.get('v');
  const record = demos.values.get(key);
  const typed = plainText(node.c[1]).trim();
  if (!record) {
    faults.add(node.line, `no program of this chapter records '${key}'`,
        `Value("${key}", …) in a demo, or ${oneOf(demos.values.keys(), key)}`);
    return node.c[1];
  }
  let inlines = node.c[1];
  if (typed === '') {
    inlines = [str(wovenText(record, own, key, node.line, faults))];
  } else {
    checkTyped(typed, record, key, node.line, faults);
    const shown = typeset(typed);
    if (shown !== typed) inlines = [str(shown)];
  }
  return span('', ['value'], inlines,
      [['data-key', key], ['data-demo', record.demo.name]]);
}

module.exports = {bindValue};
