'use strict';
// The PDF and the archive: whole, tagged, and without a trace of when and where
// they were made.

const assert = require('assert');
const {spawnSync} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const {test} = require('../weave/testing.js');

const [kPdf, kArchive] = process.argv.slice(2);
const pdf = () => fs.readFileSync(kPdf, 'latin1');

function tar(...words) {
  const {stdout, status, stderr} = spawnSync(
      'tar', words, {encoding: 'utf8', maxBuffer: 1 << 24, env: {...process.env, TZ: 'UTC'}});
  assert.strictEqual(status, 0, stderr);
  return stdout;
}

test('ThePdfIsTaggedAndHasAnOutlineAndALanguage', () => {
  const text = pdf();
  assert.match(text, /^%PDF-/);
  assert.match(text, /\/StructTreeRoot/);
  assert.match(text, /\/MarkInfo/);
  assert.match(text, /\/Outlines/);
  assert.match(text, /\/Lang/);
});

test('ThePdfHasNoTime', () => {
  const dates = pdf().match(/\/(?:CreationDate|ModDate) \(D:\d{14}/g);
  assert.deepStrictEqual(new Set(dates.map((d) => d.slice(-14))), new Set(['19800101000000']));
});

test('ThePdfNamesNoPathOfTheMachine', () => {
  assert.doesNotMatch(pdf(), /file:\/\/|sandbox|execroot/);
});

test('APageIsPrintedToTheSameBytesTwice', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'print-'));
  const page = path.join(folder, 'print.html');
  fs.writeFileSync(page, '<!doctype html><html lang="en"><title>T</title><h1 id="a">One</h1>' +
      '<p>Text <a href="#a">back</a></p><svg width="9" height="9"><rect width="9" height="9"/></svg>');
  const files = ['a.pdf', 'b.pdf'].map((name) => {
    const out = path.join(folder, name);
    const {status, stderr} = spawnSync(
        'node', [path.join(__dirname, 'browser/print_pdf.js'), page, out], {encoding: 'utf8'});
    assert.strictEqual(status, 0, stderr);
    return fs.readFileSync(out);
  });
  assert.ok(files[0].equals(files[1]));
  fs.rmSync(folder, {recursive: true});
});

test('TheArchiveHoldsTheFolderAndThePdf', () => {
  const names = tar('-tzf', kArchive).trim().split('\n');
  for (const name of ['book/index.html', 'book/glossary.html', 'book/search_index.js',
    'book/fonts/Inter-Regular.woff2', 'book.pdf']) {
    assert.ok(names.includes(name), name);
  }
  assert.deepStrictEqual(names.filter((n) => /^\/|\.\./.test(n)), []);
});

test('TheArchiveHasNoTimesAndNoOwners', () => {
  for (const line of tar('-tvzf', kArchive, '--numeric-owner').trim().split('\n')) {
    assert.match(line, /^[-d]r[-w][-x]r-[-x]r-[-x] 0\/0 .* 1970-01-01 00:00 /);
  }
});

test('TheArchivesCompressionHasNoTimeAndNoName', () => {
  // RFC 1952: flags, then four bytes of time.
  const head = fs.readFileSync(kArchive).subarray(0, 8);
  assert.deepStrictEqual([...head.subarray(3, 8)], [0, 0, 0, 0, 0]);
});
