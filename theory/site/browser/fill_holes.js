'use strict';
// A figure that does not fit on what is left of a sheet goes to the next one
// and leaves a hole. Here the text that follows it fills the hole, as a
// typesetter would let it: the figure is moved behind the next paragraph.
//
// Where things stand is known only from a print (pdf_places.js), so each
// figure gets a mark before it, and the book is printed once more after a move.

const {placesOfNames} = require('./pdf_places.js');

const kMostRounds = 3;
// A hole, in points (1/72 inch): about a sixth of a sheet. The foot of a sheet
// is its margin, 20 mm (style/print.css).
const kHole = 140;
const kFoot = 57;

// In the page: an empty block before each figure of the running text, and a
// link to it, without which a PDF has no name for it.
function markFigures() {
  const boxes = Array.from(document.querySelectorAll('figure.figure'))
      .filter((f) => !f.closest('.wrong, .exercise, .answers'))
      .map((f) => f.closest('.widget') ?? f);
  boxes.forEach((box, i) => {
    const mark = document.createElement('div');
    mark.id = `before-figure-${i}`;
    mark.className = 'before-figure';
    const link = document.createElement('a');
    link.href = `#${mark.id}`;
    link.style.position = 'absolute';
    mark.append(link);
    box.before(mark);
    const figure = box.querySelector('figure') ?? box;
    const toFigure = link.cloneNode();
    toFigure.href = `#${figure.id}`;
    mark.append(toFigure);
  });
  return boxes.map((box) => (box.querySelector('figure') ?? box).id);
}

// In the page: moves figures (by number) behind the block that follows; true
// when one moved. A sentence that ends in a colon stays with what it announces.
function moveFigures(numbers) {
  const announces = (block) => /:\s*$/.test(block?.textContent ?? '');
  const isText = (block) => block?.matches(
      'p, ul, ol, .exercise, .wrong, figure:not(.figure)');
  let moved = false;
  for (const number of numbers) {
    const mark = document.getElementById(`before-figure-${number}`);
    const box = mark.nextElementSibling;
    if (announces(mark.previousElementSibling)) continue;
    let last = box.nextElementSibling;
    while (isText(last) && announces(last)) last = last.nextElementSibling;
    if (!isText(last)) continue;
    last.after(mark, box);
    moved = true;
  }
  return moved;
}

function unmarkFigures() {
  document.querySelectorAll('.before-figure').forEach((mark) => mark.remove());
}

/** The figures before which a sheet ends in a hole, by number. */
function holesBefore(ids, places) {
  return ids.flatMap((id, i) => {
    const mark = places.get(`before-figure-${i}`);
    const figure = places.get(id);
    return mark && figure && figure.page === mark.page + 1 &&
        mark.y - kFoot > kHole ? [i] : [];
  });
}

async function fillHoles(page, print) {
  const ids = await page.call(markFigures);
  for (let round = 0; round < kMostRounds; ++round) {
    const places = placesOfNames((await print(page)).toString('latin1'));
    const holes = holesBefore(ids, places);
    if (process.env.WBM_TIMES) console.log(`holes: ${holes.map((i) => ids[i])}`);
    if (holes.length === 0 || !await page.call(moveFigures, holes)) break;
  }
  await page.call(unmarkFigures);
}

module.exports = {fillHoles, holesBefore};
