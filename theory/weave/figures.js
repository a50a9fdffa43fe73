'use strict';
// Figures: `![Caption.](fig:ties_demo/spacing){#fig-spacing}`. The picture is
// what the program drew, and its text alternative is the picture's own.

const {figureOf, figureTarget} = require('./outline');
const {oneOf} = require('./nearest');
const {plainText, rawBlock, span, str} = require('./nodes');
const {slimSvg} = require('./slim_svg');

const MIN_ALT = 20;
const MIN_CAPTION = 20;

function altOf(svg) {
  const desc = svg.match(/<desc[^>]*>([^]*?)<\/desc>/);
  return desc ? desc[1].trim() : '';
}

function pictureOf(image, line, page) {
  const target = figureTarget(image);
  if (!target) {
    page.faults.add(line, `a picture '${image.c[2][0]}' that nobody draws`,
        'draw it in a program: ![Caption](fig:DEMO/FIGURE)');
    return null;
  }
  const [name, figure] = target;
  const demo = page.demos.byName.get(name);
  if (!demo) {
    page.faults.add(line, `no program '${name}'`,
        oneOf(page.demos.byName.keys(), name));
    return null;
  }
  if (!demo.figures.has(figure)) {
    page.faults.add(line, `${name} draws no figure '${figure}'`,
        "'figures' of the demo in BUILD: " +
        oneOf(demo.figures.keys(), figure));
    return null;
  }
  const svg = demo.figures.get(figure);
  if ([...altOf(svg)].length < MIN_ALT) {
    page.faults.add(line, `the figure '${figure}' has no text alternative`,
        `figure.alt_text in ${demo.file}, ${MIN_ALT} characters or more`);
  }
  return svg;
}

/** The blocks of a figure, or null when the node is none. */
function figure(node, page, weaveInlines) {
  const image = figureOf(node);
  if (!image) return null;
  const caption = image.c[1];
  if ([...plainText(caption).trim()].length < MIN_CAPTION) {
    page.faults.add(node.line, 'a figure without a caption',
        `say what to see in it, in ${MIN_CAPTION} characters or more`);
  }
  const svg = pictureOf(image, node.line, page);
  if (svg === null) return [];
  const {id, label} = node.entry;
  return [
    rawBlock(`<figure class="figure" id="${id}">` +
             `<div class="plot">${slimSvg(svg)}</div><figcaption>`),
    {t: 'Para', c: [span('', ['label'], [str(label)]), str(' '),
      ...weaveInlines(caption)]},
    rawBlock('</figcaption></figure>'),
  ];
}

module.exports = {altOf, figure};
