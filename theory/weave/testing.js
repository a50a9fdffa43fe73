'use strict';
// A small test runner, so that Bazel counts every case.
//
//   const {test} = require('./testing');
//   test('ThousandsAreGrouped', () => assert.equal(group('65504'), '65 504'));
//
// The cases run in order when the file has ended. Each failure is printed; the
// report goes to $XML_OUTPUT_FILE. Exit code 1: a case failed, or there is
// none.

const fs = require('fs');
const path = require('path');

const cases = [];

/** Adds a case; `body` throws, or returns a promise that fails, when it does.
 */
function test(name, body) {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    throw new Error(`a test is named in CamelCase: '${name}'`);
  }
  if (cases.some((other) => other.name === name)) {
    throw new Error(`two tests are named '${name}'`);
  }
  cases.push({name, body});
}

// XML 1.0 has no way to say control characters.
const escape = (text) => String(text)
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd]/g, '?')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function caseXml(suite, {name, seconds, failure}) {
  const head = `<testcase name="${name}" classname="${suite}" ` +
      `status="run" time="${seconds.toFixed(3)}"`;
  return failure === undefined ? `${head}/>` :
      `${head}><failure message="${escape(failure)}"/></testcase>`;
}

function report(suite, results) {
  const file = process.env.XML_OUTPUT_FILE;
  if (!file) return;
  const failed = results.filter((r) => r.failure !== undefined).length;
  fs.writeFileSync(file, '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<testsuites><testsuite name="${suite}" tests="${results.length}" ` +
      `failures="${failed}" errors="0">\n` +
      results.map((result) => caseXml(suite, result)).join('\n') +
      '\n</testsuite></testsuites>\n');
}

async function runOne({name, body}) {
  const start = process.hrtime.bigint();
  let failure;
  try {
    await body();
  } catch (error) {
    failure = error.stack || String(error);
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const mark = failure === undefined ? 'ok    ' : 'FAILED';
  console.log(`${mark} ${name} (${Math.round(seconds * 1000)} ms)`);
  if (failure !== undefined) console.log(failure);
  return {name, seconds, failure};
}

async function runAll() {
  const suite = path.basename(process.argv[1], '.js');
  const results = [];
  for (const one of cases) results.push(await runOne(one));
  report(suite, results);
  const failed = results.filter((r) => r.failure !== undefined).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || results.length === 0 ? 1 : 0;
}

setImmediate(runAll);

module.exports = {test};
