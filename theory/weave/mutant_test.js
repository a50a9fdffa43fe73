'use strict';
// mutant_test.js ORDER.json DEMO MUTANT
//
// Weaves a chapter as it is, then with what the mutant of DEMO prints, records
// and draws. The first must be sound and the second must not be.

const assert = require('assert');
const {spawnSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const {test} = require('./testing');
const {weavePage} = require('./weave');

const [orderFile, demoName, mutant] = process.argv.slice(2);

// The order names files as the build sees them; a test sees them elsewhere.
const text = fs.readFileSync(orderFile, 'utf8')
    .replace(/bazel-out\/[^/"]+\/bin\//g, '');
const order = JSON.parse(text);

/** The order with the mutant's outputs, or what stopped the mutant. */
function mutatedOrder() {
  const folder = fs.mkdtempSync(
      path.join(process.env.TEST_TMPDIR || '/tmp', 'mutant-'));
  const relative = path.relative('.', folder);
  const demo = order.demos.find((d) => d.name === demoName);
  assert.ok(demo, `the chapter has no program '${demoName}'`);
  const outputs = {
    text: path.join(relative, 'text'),
    values: path.join(relative, 'values'),
    figures: Object.fromEntries(Object.keys(demo.figures)
        .map((name) => [name, path.join(relative, `${name}.svg`)])),
  };
  const done = spawnSync('theory/weave/run_demo.sh',
      [mutant, demo.sources[0], outputs.text, outputs.values,
        ...Object.entries(outputs.figures).flat()], {encoding: 'utf8'});
  if (done.status !== 0) return {stopped: done.stderr};
  const demos = order.demos.map((d) => d === demo ? {...d, ...outputs} : d);
  return {order: {...order, demos}};
}

test('TheChapterIsSound', () => {
  assert.equal(String(weavePage(order).faults), '');
});

test('TheChapterNoticesTheMutant', () => {
  const {stopped, order: mutated} = mutatedOrder();
  const said = stopped || String(weavePage(mutated).faults);
  console.log(said);
  // A mutant that merely cannot run shows nothing.
  if (stopped) assert.match(stopped, /the chapter says, and it is false/);
  assert.notEqual(said, '', 'no golden, no claim and no number of the ' +
      'chapter depends on what the mutant changes');
});
