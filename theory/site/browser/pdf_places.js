'use strict';
// On which page of a PDF each named place lies.
//
//   pagesOfNames(fs.readFileSync('book.pdf', 'latin1')).get('03_formats--top')
//
// Reads what Chromium writes: objects in plain text, /Dests as one dictionary
// of names to [page /XYZ …], the pages as a tree of /Kids.

function objectsOf(pdf) {
  const objects = new Map();
  for (const [, number, body] of pdf.matchAll(
      /(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    objects.set(number, body);
  }
  return objects;
}

// The numbers of the pages' objects, in order.
function sheets(objects, root) {
  const kids = /\/Kids \[([^\]]*)\]/.exec(objects.get(root));
  if (!kids) return [root];
  return Array.from(kids[1].matchAll(/(\d+) 0 R/g)).flatMap(
      ([, kid]) => sheets(objects, kid));
}

// "/03#5fformats" is the name 03_formats.
const nameOf = (text) => text.replace(
    /#([0-9a-fA-F]{2})/g, (whole, hex) => String.fromCharCode(parseInt(hex, 16)));

/** A PDF -> name -> {page, y}: y in points, from the foot of the sheet. */
function placesOfNames(pdf) {
  const objects = objectsOf(pdf);
  const catalog = Array.from(objects.values()).find(
      (body) => body.includes('/Type /Catalog')) ?? '';
  const dests = /\/Dests (\d+) 0 R/.exec(catalog);
  const root = /\/Pages (\d+) 0 R/.exec(catalog);
  if (!dests || !root) return new Map();
  const numbers = new Map(
      sheets(objects, root[1]).map((sheet, i) => [sheet, i + 1]));
  return new Map(Array.from(
      objects.get(dests[1]).matchAll(/\/(\S+) \[(\d+) 0 R(?: \/XYZ \S+ ([\d.-]+))?/g),
      ([, name, sheet, y]) =>
        [nameOf(name), {page: numbers.get(sheet), y: Number(y ?? 0)}]));
}

const pagesOfNames = (pdf) => new Map(Array.from(
    placesOfNames(pdf), ([name, {page}]) => [name, page]));

module.exports = {pagesOfNames, placesOfNames};
