'use strict';
// A program's run in the build: what it hands over, and how it fails.

const assert = require('assert');
const {spawnSync} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const {test} = require('./testing');

const RUNNER = path.join(__dirname, 'run_demo.sh');

/** Runs a program that is the shell text `body`; `figures` are expected. */
function run(body, figures = []) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'run-demo-'));
  const inFolder = (name) => path.join(folder, name);
  fs.writeFileSync(inFolder('demo'), `#!/bin/sh\n${body}\n`, {mode: 0o755});
  const done = spawnSync(RUNNER, ['./demo', 'theory/03_x/demo.cc', 'text',
    'values', ...figures.flatMap((name) => [name, `${name}.svg`])],
  {cwd: folder, encoding: 'utf8'});
  const read = (name) => fs.existsSync(inFolder(name)) ?
      fs.readFileSync(inFolder(name), 'utf8') : null;
  const result = {status: done.status, said: done.stderr, read,
    text: read('text'), values: read('values'), svg: read('a.svg')};
  fs.rmSync(folder, {recursive: true});
  return result;
}

test('OutputValuesAndFiguresAreKept', () => {
  const {status, text, values, svg} = run('echo hello\n' +
      'echo "a\t1" >> "$WBM_VALUES"; echo "<svg/>" > "$WBM_FIGURES/a.svg"',
  ['a']);
  assert.equal(status, 0);
  assert.deepEqual([text, values, svg], ['hello\n', 'a\t1\n', '<svg/>\n']);
});

test('AProgramThatRecordsNothingHasAnEmptyFile', () => {
  assert.equal(run('true').values, '');
});

test('AFailureNamesTheSourceAndTheExitCode', () => {
  const {status, said} = run('echo "it is false" >&2; exit 3');
  assert.equal(status, 1);
  assert.match(said, /it is false/);
  assert.match(said,
      /theory\/03_x\/demo\.cc: the program ended with exit code 3/);
  assert.match(said, /remedy: /);
});

test('ACrashNamesItsSignal', () => {
  const {status, said} = run('kill -SEGV $$');
  assert.equal(status, 1);
  assert.match(said, /ended by signal 11/);
  assert.match(said, /bazel run \/\/theory\/03_x:demo/);
});

test('AFigureThatIsNotDrawn', () => {
  const {status, said} = run('true', ['a']);
  assert.equal(status, 1);
  assert.match(said, /no figure 'a' was drawn/);
});

test('AFigureThatNobodyExpects', () => {
  const {status, said} = run('echo "<svg/>" > "$WBM_FIGURES/b.svg"');
  assert.equal(status, 1);
  assert.match(said, /the figure 'b' was drawn, and BUILD does not know it/);
});
