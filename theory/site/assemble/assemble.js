'use strict';
// Makes the book of its woven pages.
//
//   node assemble.js --order=ORDER.json --out=FOLDER --print=FOLDER
//
// FOLDER of --out opens from disk; the one of --print holds the single page
// that becomes the PDF. ORDER.json is written by book.bzl. Exit codes: 0 made,
// 1 a fault of the book (place and remedy), 2 wrong use.

const fs = require('fs');
const path = require('path');

const {brokenLinks} = require('./links.js');
const {definitionsScript} = require('./definitions.js');
const {fillLinks} = require('./fill.js');
const {framed} = require('./frame.js');
const {glossaryPage} = require('./glossary_page.js');
const {indexPage} = require('./index_page.js');
const {mistakesPage} = require('./mistakes_page.js');
const {printPage} = require('./print_page.js');
const {readPage} = require('./woven.js');
const {referencesPage} = require('./references_page.js');
const {shareFormulaStyles} = require('./formula_styles.js');
const {searchIndex} = require('./search_index.js');
const {unitsOf} = require('./map.js');
const {writeAssets} = require('./assets.js');

const kUse = 'usage: assemble.js --order=FILE --out=FOLDER --print=FOLDER\n' +
    '\n' +
    '  --order  what to assemble, as theory/site/book.bzl writes it\n' +
    '  --out    the book, page by page\n' +
    '  --print  the book as one page\n';

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

// Every page in the order of the book, with links filled in.
function pagesOf(order) {
  const woven = order.pages.map(readPage);
  const chapters = woven.filter((page) => page.name !== 'preface');
  const preface = woven.find((page) => page.name === 'preface');
  const units = unitsOf(readJson(order.units), chapters);
  const pages = [
    indexPage(preface, units),
    ...chapters,
    mistakesPage(chapters),
    glossaryPage(readJson(order.glossary), chapters),
    referencesPage(readJson(order.references)),
  ];
  return {units, pages: pages.map((page) => fillLinks(page, pages))};
}

// The widgets' script and style, on the pages that hold a widget.
function withWidgets(page, order) {
  if ((page.widgets ?? []).length === 0) return page;
  const names = order.widgets.map((file) => path.basename(file));
  return {
    ...page,
    scripts: names.filter((name) => name.endsWith('.js')),
    styles: names.filter((name) => name.endsWith('.css')),
  };
}

function writeBook(order, out) {
  const {units, pages: whole} = pagesOf(order);
  const {pages, css} = shareFormulaStyles(whole);
  const faults = brokenLinks(pages, ['../book.pdf']);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  writeAssets(order, out);
  fs.appendFileSync(path.join(out, 'katex.css'), css);
  pages.forEach((page, i) => {
    const way = {previous: pages[i - 1], next: pages[i + 1]};
    fs.writeFileSync(path.join(out, `${page.name}.html`),
                     framed(withWidgets(page, order), units, way));
  });
  const glossary = readJson(order.glossary);
  fs.writeFileSync(path.join(out, 'search_index.js'), searchIndex(pages, glossary));
  fs.writeFileSync(path.join(out, 'definitions.js'), definitionsScript(glossary));
  return pages;
}

function writePrintPage(pages, out, print) {
  fs.mkdirSync(path.join(print, 'fonts'), {recursive: true});
  for (const file of ['book.css', 'katex.css']) {
    fs.copyFileSync(path.join(out, file), path.join(print, file));
  }
  for (const font of fs.readdirSync(path.join(out, 'fonts'))) {
    fs.copyFileSync(path.join(out, 'fonts', font),
                    path.join(print, 'fonts', font));
  }
  fs.writeFileSync(path.join(print, 'print.html'), printPage(pages));
}

function main(words) {
  if (words.includes('--help')) {
    process.stdout.write(kUse);
    return 0;
  }
  const options = Object.fromEntries(
      words.map((word) => /^--(\w+)=(.+)$/.exec(word)?.slice(1) ?? [word, '']));
  if (!options.order || !options.out || !options.print || words.length !== 3) {
    process.stderr.write(kUse);
    return 2;
  }
  const order = readJson(options.order);
  const pages = writeBook(order, options.out);
  writePrintPage(pages, options.out, options.print);
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
