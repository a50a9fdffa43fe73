'use strict';
// node screenshot.js PAGE.html OUT.png [--width=1280] [--theme=light] [--at=ID]
//
// The whole page, or with --at the screen from that id on.

const path = require('path');
const {pathToFileURL} = require('url');

const {launch} = require('./cdp.js');

const kUse = 'usage: screenshot.js PAGE.html OUT.png [--width=1280] ' +
    '[--theme=light|dark] [--at=ID]\n';

async function main(words) {
  const [source, target] = words.filter((w) => !w.startsWith('--'));
  const options = Object.fromEntries(words.filter((w) => w.startsWith('--'))
      .map((w) => /^--(\w+)=?(.*)$/.exec(w).slice(1)));
  if (!source || !target) {
    process.stderr.write(kUse);
    return 2;
  }
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.size(Number(options.width ?? 1280), 1000);
    await page.emulate({theme: options.theme ?? 'light'});
    await page.go(pathToFileURL(path.resolve(source)).href);
    if (options.at) {
      await page.evaluate(
          `document.getElementById(${JSON.stringify(options.at)}).scrollIntoView()`);
    }
    // Widgets start after the page has loaded.
    await new Promise((done) => setTimeout(done, 500));
    await page.screenshot(target, !options.at);
  } finally {
    await browser.close();
  }
  return 0;
}

main(process.argv.slice(2)).then(
    (code) => { process.exitCode = code; },
    (error) => {
      process.stderr.write(`screenshot: ${error.message}\n`);
      process.exitCode = 1;
    });
