'use strict';
// Figures on their way into a page: colours, box, size, curves, marks.

const assert = require('assert');
const fs = require('fs');
const {test} = require('../weave/testing.js');

const {kVariables, leastWidth, recolourTag, themeFigures} = require('./assemble/figures.js');
const {simplifyPath} = require('./assemble/simplify.js');
const {sharedMarks} = require('./assemble/mark_uses.js');
const {withClasses} = require('./assemble/figure_classes.js');

const kSvg = (inner) => '<div class="plot"><svg viewBox="0 0 900 500">' +
    `<title id="t">A &amp; B</title><g id="f-gnuplot_canvas">${inner}</g></svg></div>`;

test('KnownColoursBecomeVariables', () => {
  assert.strictEqual(recolourTag("<path stroke='rgb(  0,  73, 137)'/>"),
                     "<path stroke='var(--plot-1)'/>");
  assert.strictEqual(recolourTag('<g fill="#222222" stroke="black">'),
                     '<g fill="var(--plot-ink)" stroke="var(--plot-8)">');
  assert.strictEqual(recolourTag('<path style="fill:#ffffff;"/>'),
                     '<path style="fill:var(--figure);"/>');
});

test('TheCellsOfAHeatMapKeepTheirColours', () => {
  assert.strictEqual(recolourTag('<rect fill="rgb(125, 124, 120)"/>'),
                     '<rect fill="#7d7c78"/>');
  const text = '<g fill="rgb(255,255,255)" font-size="13.00">';
  assert.strictEqual(recolourTag(text), text);
});

test('EveryColourOfThePaletteHasAVariable', () => {
  const palette = fs.readFileSync('common/plot/palette.h', 'utf8');
  const styles = palette.slice(palette.indexOf('kStyles'), palette.indexOf('kHeatColors'));
  const rest = palette.slice(palette.indexOf('kInk'));
  const colours = Array.from((styles + rest).matchAll(/"(#[0-9a-f]{6})"/g), (m) => m[1]);
  assert.strictEqual(colours.length, 11);
  for (const colour of colours) assert.ok(kVariables[colour], colour);
});

test('AFigureStandsInABoxThatHasItsName', () => {
  const html = themeFigures(kSvg('<text>1</text>'));
  assert.match(html, /^<div class="plot" role="group" tabindex="0" aria-label="A &amp; B"/);
});

test('AHyphenBeforeANumberIsAMinus', () => {
  const html = themeFigures(kSvg('<text>from -1 to 4-bit [-2, x-3]</text>'));
  assert.match(html, />from −1 to 4-bit \[−2, x-3\]</);
});

test('TheLeastWidthKeepsElevenPixels', () => {
  assert.strictEqual(leastWidth('<svg viewBox="0 0 900 5"><g font-size="13.00">'), 762);
  assert.strictEqual(leastWidth('<svg viewBox="0 0 900 5">'), 0);
});

test('AStraightRunKeepsItsEnds', () => {
  assert.strictEqual(simplifyPath('M0.00,0.00 L1.00,1.00 L2.00,2.00 L3.00,3.00 '), 'M0,0l3,3');
  assert.strictEqual(simplifyPath('M0.00,0.00 L1.00,0.00 L1.00,5.00 '), 'M0,0h1v5');
});

test('ALineThatTurnsBackKeepsItsTurn', () => {
  assert.strictEqual(simplifyPath('M0.00,0.00 L9.00,0.00 L5.00,0.00 '), 'M0,0h9h-4');
});

// The points of a path of one M and relative steps.
function absolute(d) {
  const points = [];
  for (const [, command, rest] of d.matchAll(/([Mlhv])([^Mlhv]*)/g)) {
    const [a, b] = rest.split(',').map(Number);
    const [x, y] = points[points.length - 1] ?? [0, 0];
    points.push(command === 'M' ? [a, b] : command === 'h' ? [x + a, y] :
        command === 'v' ? [x, y + a] : [x + a, y + b]);
  }
  return points;
}

test('RelativeStepsDoNotDrift', () => {
  const points = Array.from({length: 999}, (_, i) => [i * 1.04, (i % 2) * 3.06]);
  const d = 'M' + points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' L');
  const [x, y] = absolute(simplifyPath(d)).pop();
  assert.ok(Math.abs(x - points[998][0]) < 0.051 && Math.abs(y - points[998][1]) < 0.051);
});

test('ASlowCurveIsNotStraightened', () => {
  const points = Array.from({length: 200}, (_, i) => [i, i * i / 400]);
  const d = 'M' + points.map(([x, y]) => `${x}.00,${y.toFixed(2)}`).join(' L') + ' ';
  const kept = absolute(simplifyPath(d));
  for (const [x, y] of points) {
    const i = Math.max(1, kept.findIndex(([kx]) => kx >= x));
    const [[x0, y0], [x1, y1]] = [kept[i - 1], kept[i]];
    const line = y0 + (y1 - y0) * (x - x0) / (x1 - x0);
    // A tenth for the rounding of either end, and the tolerance.
    assert.ok(Math.abs(line - y) < 0.2, `${x}: ${line} for ${y}`);
  }
});

test('PathsOfOtherCommandsStayAsTheyAre', () => {
  assert.strictEqual(simplifyPath('M-1,0 h2 M0,-1 v2'), 'M-1,0 h2 M0,-1 v2');
});

test('AMarkIsDefinedOnceAndUsedAtItsPlaces', () => {
  const use = (x, size) => `<use href='#f-gpPt4' transform='translate(${x},2.5) ` +
      `scale(${size})' class="c1"/>`;
  const svg = `<defs><rect id='f-gpPt4'/></defs>` +
      [1, 2, 3, 4].map((x) => use(x, 5.06)).join('') + use(9, 7);
  assert.strictEqual(sharedMarks(svg),
      `<defs><rect id='f-gpPt4'/>` +
      `<use id='f-m0' href='#f-gpPt4' transform='scale(5.06)'/></defs>` +
      [1, 2, 3, 4].map((x) => `<use href='#f-m0' x='${x}' y='2.5' class="c1"/>`).join('') +
      use(9, 7));
});

test('RepeatedAttributesBecomeClasses', () => {
  assert.strictEqual(
      withClasses("<use href='#a' color='var(--plot-2)'/><path stroke='var(--plot-grid)' d='M0,0h1'/>"),
      '<use href=\'#a\' class="c2"/><path d=\'M0,0h1\' class="grid"/>');
  const canvas = '<g id="x-gnuplot_canvas" color="var(--plot-8)">';
  assert.strictEqual(withClasses(canvas), canvas);
});
