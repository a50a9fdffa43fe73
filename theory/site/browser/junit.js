'use strict';
// The results as JUnit's XML, one case for each page and property, so that
// each is counted.

const fs = require('fs');

const {escape} = require('../assemble/html.js');

// A fault list may quote a page's own characters; XML 1.0 has no controls.
const clean = (text) => escape(text).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '?');

function caseXml({suite, name, seconds, faults}) {
  const open = `  <testcase classname="${clean(suite)}" name="${clean(name)}" ` +
      `time="${seconds.toFixed(3)}"`;
  if (faults.length === 0) return `${open}/>`;
  return `${open}>\n    <failure message="${clean(faults[0])}">` +
      `${clean(faults.join('\n'))}</failure>\n  </testcase>`;
}

function suiteXml(suite, cases) {
  const failed = cases.filter((c) => c.faults.length > 0).length;
  return `<testsuite name="${clean(suite)}" tests="${cases.length}" ` +
      `failures="${failed}" errors="0">\n${cases.map(caseXml).join('\n')}\n` +
      '</testsuite>';
}

// cases: [{suite, name, seconds, faults: [text]}].
function writeXml(file, cases) {
  const suites = Array.from(new Set(cases.map((c) => c.suite)));
  const failed = cases.filter((c) => c.faults.length > 0).length;
  fs.writeFileSync(file, '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<testsuites tests="${cases.length}" failures="${failed}" errors="0">\n` +
      suites.map((s) => suiteXml(s, cases.filter((c) => c.suite === s))).join('\n') +
      '\n</testsuites>\n');
}

module.exports = {writeXml};
