'use strict';
// update_goldens.sh, with a Bazel that only leaves files behind.

const assert = require('assert');
const {spawnSync} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const {test} = require('./testing');

const SCRIPT = path.resolve(__dirname, 'update_goldens.sh');
const PLACE = 'theory/03_x';

/** A workspace with the programs a_demo (golden stale) and b_demo (sound);
 * gone_demo was taken out of BUILD. Runs the script there. */
function run(words, {bazel = 'true', inBazel = true} = {}) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'goldens-'));
  const write = (name, text, mode = 0o644) => {
    fs.mkdirSync(path.dirname(path.join(root, name)), {recursive: true});
    fs.writeFileSync(path.join(root, name), text, {mode});
  };
  write('bin/bazel', `#!/bin/sh\necho "$@" > asked\n${bazel}\n`, 0o755);
  write(`${PLACE}/BUILD`, 'demo(name = "a_demo")\ndemo(name = "b_demo")\n');
  for (const demo of ['a_demo', 'b_demo', 'gone_demo']) {
    write(`bazel-bin/${PLACE}/${demo}.txt`, `new ${demo}\n`, 0o444);
    write(`bazel-bin/${PLACE}/${demo}.accept`, `${PLACE}/${demo}.golden.txt\n`);
  }
  write(`bazel-bin/${PLACE}/machine_demo.txt`, 'differs\n');
  write(`${PLACE}/a_demo.golden.txt`, 'old\n');
  write(`${PLACE}/b_demo.golden.txt`, 'new b_demo\n');
  const done = spawnSync(SCRIPT, words, {encoding: 'utf8', env: {
    PATH: `${root}/bin:${process.env.PATH}`,
    ...(inBazel ? {BUILD_WORKSPACE_DIRECTORY: root} : {}),
  }});
  const read = (name) => fs.existsSync(path.join(root, name)) ?
      fs.readFileSync(path.join(root, name), 'utf8') : null;
  const result = {...done, asked: read('asked'),
    a: read(`${PLACE}/a_demo.golden.txt`),
    gone: read(`${PLACE}/gone_demo.golden.txt`),
    machine: read(`${PLACE}/machine_demo.golden.txt`)};
  fs.rmSync(root, {recursive: true});
  return result;
}

test('WhatAProgramPrintsNowBecomesItsGolden', () => {
  const {status, stdout, asked, a} = run(['03_x']);
  assert.equal(status, 0);
  assert.match(asked, /^build .*\/\/theory\/03_x:demos$/m);
  assert.equal(a, 'new a_demo\n');
  assert.match(stdout, /a_demo\.golden\.txt written anew/);
  assert.match(stdout, /b_demo\.golden\.txt is up to date/);
});

test('AProgramThatWentAwayGetsNone', () => {
  assert.equal(run(['03_x']).gone, null);
});

test('AMachineDependentProgramGetsNone', () => {
  assert.equal(run(['03_x']).machine, null);
});

test('TheFolderMayBeNamedWhole', () => {
  assert.equal(run(['theory/03_x/']).a, 'new a_demo\n');
});

test('WhenABuildFailsNothingIsAccepted', () => {
  const {status, a} = run(['03_x'], {bazel: 'exit 1'});
  assert.equal(status, 1);
  assert.equal(a, 'old\n');
});

test('WrongUseIsExitCodeTwo', () => {
  assert.equal(run([]).status, 2);
  assert.equal(run(['03_y']).status, 2);
  assert.equal(run(['03_x'], {inBazel: false}).status, 2);
});

test('TheCommandExplainsItself', () => {
  const {status, stdout} = run(['--help'], {inBazel: false});
  assert.equal(status, 0);
  assert.match(stdout, /usage: bazel run \/\/theory:update_goldens/);
});
