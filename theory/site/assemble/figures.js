'use strict';
// gnuplot's SVG, made to follow the theme. The colours that common/plot uses
// become CSS variables; the cells of a heat map, and the numbers in them, keep
// theirs, since they are read against each other and not against the page.

const {sharedMarks} = require('./mark_uses.js');
const {simplify} = require('./simplify.js');
const {withClasses} = require('./figure_classes.js');

// The least size of a figure's text on any screen, in CSS pixels.
const kLeastText = 11;

// common/plot/palette.h.
const kVariables = {
  '#004989': '--plot-1',
  '#d17c00': '--plot-2',
  '#007852': '--plot-3',
  '#b96c9d': '--plot-4',
  '#b13900': '--plot-5',
  '#478eda': '--plot-6',
  '#85904b': '--plot-7',
  '#000000': '--plot-8',
  '#222222': '--plot-ink',
  '#555555': '--plot-reference',
  '#dddddd': '--plot-grid',
  '#ffffff': '--figure',
  'black': '--plot-8',
  'white': '--figure',
};

function hex(red, green, blue) {
  return '#' + [red, green, blue]
      .map((v) => Number(v).toString(16).padStart(2, '0')).join('');
}

function variable(color) {
  const name = kVariables[color.toLowerCase()];
  return name ? `var(${name})` : color;
}

function isCellText(tag) {
  return /font-(size|family)=/.test(tag) &&
      /fill="rgb\(\s*(0,\s*0,\s*0|255,\s*255,\s*255)\)"/.test(tag);
}

function recolourTag(tag) {
  const plain = tag.replace(/ font-family="DejaVu Sans[^"]*"/, '');
  if (isCellText(tag)) return plain;
  return plain
      .replace(/rgb\(\s*(\d+),\s*(\d+),\s*(\d+)\)/g, (whole, r, g, b) => {
        const color = hex(r, g, b);
        return kVariables[color] ? variable(color) : color;
      })
      .replace(/(=\s*['"]|:\s*)(#[0-9a-f]{6}|black|white)(?=['";])/gi,
               (whole, before, color) => before + variable(color));
}

// gnuplot repeats these on every group; here the canvas says them once. Its
// rectangle of white goes, since the box has the colour of a figure.
const kRepeated = ' fill="none" color="var(--plot-8)" stroke="currentColor"';
const kTextSize = ' font-size="15"';

function saidOnce(svg) {
  return svg
      .replace(/(gnuplot_canvas">)\s*<rect\b[^>]*\/>/, '$1')
      .replaceAll(kRepeated, '')
      .replace(/ (font-size|stroke-width)="(\d+)\.00"/g, ' $1="$2"')
      .replaceAll(kTextSize, '')
      .replace(/(<g id="[^"]*gnuplot_canvas")/, `$1${kRepeated}${kTextSize}`)
      .replace(/ xmlns(?::xlink)?="[^"]*"/g, '')
      .replace(/ xlink:href=/g, ' href=')
      .replace(/ class="gridline"/g, '')
      .replace(/ stroke-width="1"/g, '');
}

// Places to a tenth of a unit, which is a twelfth of a pixel.
function rounded(svg) {
  return svg.replace(/translate\(([-\d.]+),([-\d.]+)\)/g, (whole, x, y) =>
    `translate(${Math.round(x * 10) / 10},${Math.round(y * 10) / 10})`);
}

// A group without attributes around paths, marks and labels.
const kBareGroup = new RegExp(
    '<g>((?:<(?:path|use)\\b[^>]*/>|<g [^>]*><text>[^<]*</text></g>)*)</g>', 'g');

// A hyphen before a number is a minus, in a title as on an axis.
function withMinus(svg) {
  return svg.replace(/>([^<]+)</g, (whole, text) =>
    `>${text.replace(/(^|[\s([,])-(?=\.?\d)/g, '$1−')}<`);
}

// Blank texts, filters that nothing refers to, white space. (The weaver has taken out
// empty groups and marks that nobody uses.)
function lean(svg) {
  const text = withMinus(saidOnce(rounded(simplify(svg))));
  return text
      .replace(/<g\b[^>]*>\s*<text>\s*<\/text>\s*<\/g>/g, '')
      .replace(/<filter\b[^>]*\bid='([^']+)'[^>]*>[^]*?<\/filter>/g,
               (whole, id) => text.includes(`url(#${id})`) ? whole : '')
      .replace(/<defs>\s*<\/defs>/g, '')
      .replace(/>\s+</g, '><')
      .replace(/[\t\n ]+/g, ' ')
      .replace(/\s+(['"]\/?>)/g, '$1')
      .replace(kBareGroup, '$1');
}

// The width below which the smallest text would be too small to read. (gnuplot
// leaves blank texts of a size of their own.)
function leastWidth(svg) {
  const box = /viewBox="\s*\S+\s+\S+\s+([\d.]+)/.exec(svg);
  const sizes = Array.from(
      svg.matchAll(/font-size="([\d.]+)"[^>]*>(?!\s*<text>\s*<\/text>)/g),
      (m) => Number(m[1]));
  if (!box || sizes.length === 0) return 0;
  return Math.ceil(Number(box[1]) * kLeastText / Math.min(...sizes));
}

// The width at which a figure's text is as large as a caption's.
function bestWidth(svg) {
  const box = /viewBox="\s*\S+\s+\S+\s+([\d.]+)/.exec(svg);
  return box ? Math.round(Number(box[1]) * 0.9) : 0;
}

function themed(svg) {
  const width = leastWidth(svg);
  const coloured = sharedMarks(
      withClasses(lean(svg.replace(/<[^!][^>]*>/g, recolourTag))));
  return width === 0 ? coloured :
      coloured.replace('<svg ', `<svg style="min-width:${width}px" `);
}

// Several panels, one above the other: print.css gives them more room.
function isTall(svg) {
  const box = /viewBox="\s*\S+\s+\S+\s+([\d.]+)\s+([\d.]+)/.exec(svg);
  return box !== null && Number(box[2]) > 0.8 * Number(box[1]);
}

// The box that the weaver puts around a figure, made to scroll by keyboard.
function box(title, svg) {
  return `<div class="plot${isTall(svg) ? ' tall' : ''}" role="group" tabindex="0" aria-label="${title}" ` +
      `style="max-width:${bestWidth(svg)}px">`;
}

// Every figure of a page: `<div class="plot"><svg …>…</svg></div>`.
function themeFigures(html) {
  return html.replace(
      /<div class="plot">\s*(<svg\b[^]*?<\/svg>)\s*<\/div>/g, (whole, svg) => {
        const title = /<title[^>]*>([^<]*)<\/title>/.exec(svg);
        return box(title ? title[1].trim() : 'Figure', svg) + themed(svg) + '</div>';
      });
}

module.exports = {kVariables, leastWidth, recolourTag, themeFigures};
