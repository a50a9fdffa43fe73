'use strict';
// Looks at every page of the book in a browser.
//
//   node page_test.js BOOK_FOLDER [--page=03_formats] [--case=Name]
//
// One browser for all pages; one case for each page and property, written to
// $XML_OUTPUT_FILE. Exit codes: 0 all hold, 1 some do not, 2 wrong use.

const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');

const {launch} = require('./cdp.js');
const {writeXml} = require('./junit.js');

const kCases = ['width', 'formulas', 'quiet', 'names', 'contrast', 'target', 'keyboard',
  'script', 'print'].flatMap((name) => require(`./checks/${name}.js`).cases);

// The state of a page between cases: loaded anew only when a case has changed
// it; size, theme and medium are set without loading.
class Context {
  constructor(url) {
    this.url = url;
    this.clean = false;
  }

  dirty() {
    this.clean = false;
  }

  async fresh(page, {width = 1280, theme = 'light', media = ''} = {}) {
    await page.size(width);
    await page.emulate({media, theme});
    if (!this.clean) await page.go(this.url);
    this.clean = true;
  }
}

async function runCase(test, page, context, suite) {
  const start = Date.now();
  let faults;
  try {
    faults = await test.run(page, context);
  } catch (error) {
    faults = [`the check itself failed: ${error.message}`];
    context.dirty();
  }
  return {suite, name: test.name, seconds: (Date.now() - start) / 1000, faults};
}

async function runPage(browser, file, wanted) {
  const page = await browser.newPage();
  const context = new Context(pathToFileURL(file).href);
  const suite = path.basename(file, '.html');
  const results = [];
  for (const test of kCases.filter((c) => !wanted || c.name === wanted)) {
    const result = await runCase(test, page, context, suite);
    if (process.env.WBM_TIMES) console.log(`${suite}.${result.name} ${result.seconds} s`);
    results.push(result);
  }
  await browser.send('Target.closeTarget', {targetId: page.targetId});
  return results;
}

function say({suite, name, faults}) {
  if (faults.length === 0) return;
  console.log(`FAILED ${suite}.${name}\n  ${faults.join('\n  ')}`);
}

// What a browser reads for a page, fonts apart.
function saySize(folder, file) {
  const html = fs.readFileSync(path.join(folder, file), 'utf8');
  const others = Array.from(html.matchAll(/(?:src|href)="([\w.]+\.(?:js|css))"/g),
                            (m) => fs.statSync(path.join(folder, m[1])).size);
  const total = others.reduce((sum, size) => sum + size, 0) + Buffer.byteLength(html);
  const kb = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(`${file}: ${kb(Buffer.byteLength(html))}, with style and script ${kb(total)}`);
}

async function main(words) {
  const options = Object.fromEntries(words.filter((w) => w.startsWith('--'))
      .map((w) => /^--(\w+)=?(.*)$/.exec(w).slice(1)));
  const [folder] = words.filter((w) => !w.startsWith('--'));
  if (!folder) {
    process.stderr.write('usage: page_test.js FOLDER [--page=NAME] [--case=NAME]\n');
    return 2;
  }
  const files = fs.readdirSync(folder).filter((f) => f.endsWith('.html'))
      .filter((f) => !options.page || f === `${options.page}.html`).sort();
  if (files.length === 0) throw new Error(`no page in ${folder}`);
  const browser = await launch();
  await browser.send('Browser.grantPermissions',
                     {permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite']});
  const results = [];
  for (const file of files) {
    saySize(folder, file);
    results.push(...await runPage(browser, path.resolve(folder, file), options.case));
  }
  await browser.close();
  results.forEach(say);
  const failed = results.filter((r) => r.faults.length > 0).length;
  console.log(`${results.length} cases on ${files.length} pages, ${failed} failed`);
  if (process.env.XML_OUTPUT_FILE) writeXml(process.env.XML_OUTPUT_FILE, results);
  return failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error) => {
      process.stderr.write(`page_test: ${error.stack}\n`);
      process.exit(1);
    });
