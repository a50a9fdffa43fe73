'use strict';
// Code that must not compile.

const assert = require('assert');
const {spawnSync} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const {test} = require('./testing');

const SCRIPT = path.resolve(__dirname, 'refused.sh');

/** Has the compiler look at `code`; `message` is expected. */
function refuse(code, message) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refused-'));
  fs.writeFileSync(path.join(folder, 'a.cc'), code);
  const done = spawnSync(SCRIPT, ['a.cc', 'text', message, 'c++', '-std=c++20'],
      {cwd: folder, encoding: 'utf8'});
  const file = path.join(folder, 'text');
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
  fs.rmSync(folder, {recursive: true});
  return {status: done.status, said: done.stderr, text};
}

const NARROWING = 'signed char c{300};\n';

test('TheMessageIsKept', () => {
  const {status, text} = refuse(NARROWING, 'narrowing conversion');
  assert.equal(status, 0);
  assert.equal(text, 'error: narrowing conversion\n');
});

test('CodeThatCompiles', () => {
  const {status, said, text} = refuse('signed char c{3};\n', 'narrowing');
  assert.equal(status, 1);
  assert.match(said, /a\.cc: it compiles[^]*remedy: /);
  assert.equal(text, null);
});

test('AnotherErrorThanTheOneThatIsShown', () => {
  const {status, said} = refuse('int c = ;\n', 'narrowing conversion');
  assert.equal(status, 1);
  assert.match(said, /no error says "narrowing conversion"[^]*remedy: /);
});

test('AWarningIsNoError', () => {
  const {status} = refuse('#warning narrowing\nint c = ;\n', 'narrowing');
  assert.equal(status, 1);
});
