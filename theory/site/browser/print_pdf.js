'use strict';
// node print_pdf.js PAGE.html BOOK.pdf: the page as a tagged PDF with an
// outline, and no time in it, so that the same book is the same file.
//
// A browser cannot say on which sheet a thing will come to stand. So the page
// is printed once, the places are read from that file, the page numbers are
// written into the elements that ask for them (class folio, data-to), and it
// is printed again; until no number changes. Before that, holes are filled.

const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');

// The whole book in one command: on a busy machine that takes minutes.
process.env.WBM_PATIENCE ||= '600';

const {fillHoles} = require('./fill_holes.js');
const {pagesOfNames} = require('./pdf_places.js');
const {launch} = require('./cdp.js');

const kMostPrints = 4;

async function print(page) {
  const {data} = await page.send('Page.printToPDF', {
    generateDocumentOutline: true,
    generateTaggedPDF: true,
    preferCSSPageSize: true,
    printBackground: true,
  });
  return Buffer.from(data, 'base64');
}

// In the page: writes the numbers; true when some changed.
function writeFolios(pages) {
  let changed = false;
  for (const folio of document.querySelectorAll('.folio')) {
    const number = String(pages[folio.dataset.to] ?? '');
    if (number === '') throw new Error(`no page for ${folio.dataset.to}`);
    changed ||= folio.textContent !== number;
    folio.textContent = number;
  }
  return changed;
}

async function printWithFolios(page) {
  for (let i = 0; i < kMostPrints; ++i) {
    const pdf = await print(page);
    const places = Object.fromEntries(pagesOfNames(pdf.toString('latin1')));
    if (!await page.call(writeFolios, places)) return pdf;
  }
  throw new Error('the page numbers of the contents do not come to rest');
}

// Times of the same length, so that the file's table of offsets stays right.
function withoutTimes(pdf) {
  const text = pdf.toString('latin1').replace(
      /\/(CreationDate|ModDate) \(D:\d{14}([^)]*)\)/g,
      (whole, key, zone) => `/${key} (D:19800101000000${zone})`);
  return Buffer.from(text, 'latin1');
}

async function main([source, target]) {
  if (!source || !target) {
    process.stderr.write('usage: print_pdf.js PAGE.html BOOK.pdf\n');
    return 2;
  }
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.emulate({media: 'print'});
    await page.go(pathToFileURL(path.resolve(source)).href);
    await fillHoles(page, print);
    fs.writeFileSync(target, withoutTimes(await printWithFolios(page)));
  } finally {
    await browser.close();
  }
  return 0;
}

main(process.argv.slice(2)).then(
    (code) => { process.exitCode = code; },
    (error) => {
      process.stderr.write(`\nthe book's PDF: ${error.message}\n`);
      process.exitCode = 1;
    });
