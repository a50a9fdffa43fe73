'use strict';
// Weaves a page of the book: chapter.md and what its programs printed,
// computed and drew become NAME.html and NAME.json.
//
//   node weave.js --order=ORDER.json --html=OUT.html --json=OUT.json
//
// Exit codes: 0 woven, 1 the page has faults (listed with file, line and
// remedy), 2 wrong use. The order is written by weave.bzl.

const fs = require('fs');

const {checkVocabulary} = require('./vocabulary');
const {countNumerals} = require('./count_numerals');
const {factsOf} = require('./facts');
const {Faults} = require('./faults');
const {finish} = require('./html');
const {checkLab} = require('./lab');
const {parse, render} = require('./pandoc');
const {readPage} = require('./page');
const {renderFormulas, weaveBlocks} = require('./weave_tree');

const USE = 'usage: weave.js --order=ORDER.json --html=OUT --json=OUT\n\n' +
    'Weaves one page of the book. Bazel calls it:\n' +
    '  bazel build //theory/03_formats:woven\n\n' +
    'Exit codes: 0 woven, 1 faults in the page, 2 wrong use.\n';

// The order of pandoc's own fields, so that any version reads its own tree.
function renderTree(blocks) {
  const empty = parse('');
  return render({...empty, meta: {}, blocks});
}

/** An order -> {html, facts, faults}; html and facts only without faults. */
function weavePage(order) {
  const faults = new Faults(order.chapter);
  const page = readPage(order, faults);
  checkLab(page);
  const numerals = countNumerals(page.blocks, page.lab !== null, faults);
  const before = faults.list.length;
  checkVocabulary(page.blocks, faults);
  // What is not understood cannot be woven; of all else say all at once.
  if (faults.list.length > before) return {faults, numerals};
  const tree = weaveBlocks(page);
  const rendered = renderFormulas(tree, page);
  if (faults.any) return {faults, numerals};
  const html = renderTree(rendered);
  return {faults, numerals, html: finish(html),
    facts: factsOf(page, tree, html, numerals)};
}

function readArguments(words) {
  const options = {};
  for (const word of words) {
    const match = word.match(/^--(order|html|json)=(.+)$/);
    if (!match) return null;
    options[match[1]] = match[2];
  }
  return Object.keys(options).length === 3 ? options : null;
}

function say({facts, numerals}) {
  const {bound, cited, exempt} = numerals;
  const share = bound + cited ? Math.floor(100 * bound / (bound + cited)) : 100;
  console.log(`${facts.name}: ${bound} numerals bound, ${cited} cited ` +
      `(${share} % bound), ${exempt.length} names, dates and labels; ` +
      `${Math.round(facts.bytes / 1000)} kB`);
}

function main(words) {
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(USE);
    return 0;
  }
  const options = readArguments(words);
  if (!options) {
    process.stderr.write(USE);
    return 2;
  }
  const order = JSON.parse(fs.readFileSync(options.order, 'utf8'));
  const woven = weavePage(order);
  if (woven.faults.any) {
    process.stderr.write('\n' + String(woven.faults));
    return 1;
  }
  fs.writeFileSync(options.html, woven.html);
  fs.writeFileSync(options.json, JSON.stringify(woven.facts, null, 1) + '\n');
  say(woven);
  return 0;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));

module.exports = {weavePage};
