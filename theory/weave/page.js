'use strict';
// A page on its way: what it is woven from, and what is found out about it.

const fs = require('fs');
const path = require('path');

const {locate} = require('./locate');
const {outlineOf} = require('./outline');
const {parse} = require('./pandoc');
const {plainText} = require('./nodes');
const {readDemos} = require('./demos');
const {readGlossary, readReferences} = require('./lists');
const {Sources} = require('./regions');

const META = ['title', 'question', 'lab'];

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

function readMeta(document, faults) {
  const meta = {};
  for (const [key, value] of Object.entries(document.meta)) {
    meta[key] = plainText(value.c).trim();
    if (!META.includes(key)) {
      faults.add(1, `the head of the file has '${key}'`,
          `one of: ${META.join(', ')}`);
    }
  }
  if (!meta.title) {
    faults.add(1, 'the page has no title', '--- title: … ---');
  }
  return meta;
}

// A demo's source goes by its own name, a file of common/ by its path.
function readSources(order, faults) {
  const files = new Map();
  for (const file of order.demos.flatMap((demo) => demo.sources)) {
    files.set(path.basename(file),
        {path: file, text: fs.readFileSync(file, 'utf8')});
  }
  for (const file of order.sources) {
    files.set(file, {path: file, text: fs.readFileSync(file, 'utf8')});
  }
  return new Sources(files, faults);
}

function emptyFacts() {
  return {links: [], outside: [], cited: [], references: new Set(),
    terms: {used: [], defined: []}, exercises: [], wrong: [], widgets: []};
}

/** Reads everything that the order names. */
function readPage(order, faults) {
  const document = parse(fs.readFileSync(order.chapter, 'utf8'));
  const meta = readMeta(document, faults);
  const blocks = locate(document);
  const number = order.page.match(/^(\d\d)_/);
  const chapter = number ? Number(number[1]) : 0;
  return {
    name: order.page,
    file: order.chapter,
    folder: path.dirname(order.chapter),
    chapter,
    meta,
    blocks,
    faults,
    demos: readDemos(order, faults),
    sources: readSources(order, faults),
    lab: order.labJson ? readJson(order.labJson) : null,
    glossary: readGlossary(readJson(order.glossary), order.glossary, faults),
    references: readReferences(readJson(order.references)),
    outline: outlineOf(blocks, chapter, faults),
    facts: emptyFacts(),
  };
}

module.exports = {readPage};
