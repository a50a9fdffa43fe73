'use strict';
// Asks axe-core about every page, in both themes, on a desktop and a phone.
//
//   node axe_test.js BOOK_FOLDER --axe=/path/to/axe.min.js [--page=03_formats]
//
// axe-core is not in Debian and not in this repository; some Python packages
// carry it (axe_core/axe.min.js in a wheel of axe-playwright-python). What it
// found became rules of page_test, which needs no such file. Exit codes: 0 no
// violation, 1 some, 2 wrong use.

const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');

const {launch} = require('./cdp.js');
const {writeXml} = require('./junit.js');

const kUse = 'usage: axe_test.js FOLDER --axe=FILE [--page=NAME]\n';
const kTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
  'best-practice'];

// In the page: the violations, a line for each element.
async function violations(tags) {
  const {violations} = await window.axe.run(document, {
    runOnly: {type: 'tag', values: tags},
    resultTypes: ['violations'],
  });
  return violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.impact}): ${node.target.join(' ')}: ` +
    `${node.html.replace(/\s+/g, ' ').slice(0, 90)}`));
}

async function ask(page, url, axe, {width, theme}) {
  await page.size(width);
  await page.emulate({theme});
  await page.go(url);
  await page.evaluate(axe);
  return page.call(violations, kTags);
}

async function askAll(folder, files, axe) {
  const browser = await launch();
  const page = await browser.newPage();
  const results = [];
  for (const file of files) {
    const url = pathToFileURL(path.resolve(folder, file)).href;
    for (const width of [390, 1280]) {
      for (const theme of ['light', 'dark']) {
        const start = Date.now();
        const faults = await ask(page, url, axe, {width, theme});
        const result = {suite: path.basename(file, '.html'),
          name: `AxeFindsNothingAt${width}In${theme}`,
          seconds: (Date.now() - start) / 1000, faults};
        results.push(result);
        say(result);
      }
    }
  }
  await browser.close();
  return results;
}

function say({suite, name, faults}) {
  if (faults.length === 0) return;
  const shown = faults.slice(0, 8).join('\n  ');
  console.log(`FAILED ${suite}.${name}: ${faults.length}\n  ${shown}`);
}

async function main(words) {
  const options = Object.fromEntries(words.filter((w) => w.startsWith('--'))
      .map((w) => /^--(\w+)=?(.*)$/.exec(w).slice(1)));
  const [folder] = words.filter((w) => !w.startsWith('--'));
  if (!folder || !options.axe) {
    process.stderr.write(kUse);
    return 2;
  }
  const axe = fs.readFileSync(options.axe, 'utf8');
  const files = fs.readdirSync(folder).filter((f) => f.endsWith('.html'))
      .filter((f) => !options.page || f === `${options.page}.html`).sort();
  if (files.length === 0) throw new Error(`no page in ${folder}`);
  const results = await askAll(folder, files, axe);
  const failed = results.filter((r) => r.faults.length > 0).length;
  console.log(`${results.length} cases on ${files.length} pages, ` +
      `${failed} failed`);
  if (process.env.XML_OUTPUT_FILE) writeXml(process.env.XML_OUTPUT_FILE, results);
  return failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error) => {
      process.stderr.write(`axe_test: ${error.stack}\n`);
      process.exit(1);
    });
