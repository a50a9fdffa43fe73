'use strict';
// node print_pdf.js PAGE.html BOOK.pdf: the page as a tagged PDF with an
// outline, and no time in it, so that the same book is the same file.

const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');

const {launch} = require('./cdp.js');

const kFooter = '<div style="font: 8px sans-serif; width: 100%; ' +
    'text-align: center; color: #555"><span class="pageNumber"></span></div>';

async function print(page) {
  const {data} = await page.send('Page.printToPDF', {
    displayHeaderFooter: true,
    footerTemplate: kFooter,
    generateDocumentOutline: true,
    generateTaggedPDF: true,
    headerTemplate: '<span></span>',
    preferCSSPageSize: true,
    printBackground: true,
  });
  return Buffer.from(data, 'base64');
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
    fs.writeFileSync(target, withoutTimes(await print(page)));
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
