'use strict';
// The assembly: links, figures, the pages made from data, the two themes.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {test} = require('../weave/testing.js');

const {brokenLinks} = require('./assemble/links.js');
const {contents} = require('./assemble/contents.js');
const {fillLinks} = require('./assemble/fill.js');
const {framed} = require('./assemble/frame.js');
const {glossaryPage} = require('./assemble/glossary_page.js');
const {indexPage} = require('./assemble/index_page.js');
const {kVariables, leastWidth, recolourTag, themeFigures} = require('./assemble/figures.js');
const {mistakesPage} = require('./assemble/mistakes_page.js');
const {referencesPage} = require('./assemble/references_page.js');
const {searchIndex} = require('./assemble/search_index.js');
const {shareFormulaStyles} = require('./assemble/formula_styles.js');
const {simplifyPath} = require('./assemble/simplify.js');
const {sharedMarks} = require('./assemble/mark_uses.js');
const {slug, textOf} = require('./assemble/html.js');
const {unitsOf} = require('./assemble/map.js');
const {withFallback} = require('./assemble/assets.js');
const {withClasses} = require('./assemble/figure_classes.js');
const {within} = require('./assemble/print_page.js');

const kStyle = path.join(__dirname, 'style/tokens.css');

function page(more = {}) {
  return {name: '03_formats', title: 'Formats', question: '', lab: '',
    html: '<p id="a">text</p>', sections: [], figures: [], tables: [],
    exercises: [], wrong: [], terms: {used: [], defined: []}, links: [],
    widgets: [], lead: '', ...more};
}

// ---- Links ----

test('SoundLinksHaveNoFault', () => {
  const one = page({html: '<a href="#a" id="a">x</a><a href="04_int8.html#b">y</a>' +
      '<a href="https://example.org/">z</a><a href="../book.pdf">p</a>'});
  const two = page({name: '04_int8', html: '<p id="b"></p>'});
  assert.deepStrictEqual(brokenLinks([one, two], ['../book.pdf']), []);
});

test('AMissingIdIsSaidWithFileAndLine', () => {
  const one = page({
    html: '<a href="04_int8.html#scale">x</a>',
    links: [{to: '04_int8', id: 'scale', file: 'theory/03_formats/chapter.md', line: 7}],
  });
  const two = page({name: '04_int8', html: '<p id="scales"></p>'});
  const [fault] = brokenLinks([one, two], []);
  assert.match(fault, /^theory\/03_formats\/chapter\.md:7: .*"scale".*near: scales/);
});

test('AMissingPageIsSaidWithItsRemedy', () => {
  const [fault] = brokenLinks([page({html: '<a href="09_x.html">x</a>'})], []);
  assert.match(fault, /no page "09_x"; enter it in theory\/chapters\.bzl/);
});

test('AMissingIdOnTheSamePageIsAFault', () => {
  assert.strictEqual(brokenLinks([page({html: '<a href="#gone">x</a>'})], []).length, 1);
});

test('AnIdThatIsThereTwiceIsAFault', () => {
  const [fault] = brokenLinks([page({html: '<p id="a"></p><p id=\'a\'></p>'})], []);
  assert.match(fault, /"a" is there twice/);
});

test('AMissingFileIsAFault', () => {
  assert.strictEqual(brokenLinks([page({html: '<a href="x.zip">x</a>'})], []).length, 1);
});

test('EmptyReferencesAreFilledFromTheirTarget', () => {
  const target = page({name: '04_int8', title: 'INT8',
    sections: [{id: 'scale', title: 'The scale'}],
    figures: [{id: 'fig-a', number: '4.1'}]});
  const one = page({html: ['#scale', '#fig-a', ''].map(
      (id) => `<a href="04_int8.html${id}" class="fill"></a>`).join('|')});
  const {html} = fillLinks(one, [one, target]);
  assert.strictEqual(textOf(html), 'The scale|Figure 4.1|INT8');
});

// ---- Figures ----

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

test('FormulasShareTheirStyles', () => {
  const html = '<span class="strut" style="height:1em;vertical-align:-0.25em;"></span>' +
      '<span style="top:-3em;"></span><span class="strut" style="height:1em;vertical-align:-0.25em;"></span>' +
      '<span style="color:red;"></span>';
  const {pages: [made], css} = shareFormulaStyles([page({html})]);
  assert.strictEqual(made.html, '<span class="strut k0"></span><span class="k1"></span>' +
      '<span class="strut k0"></span><span style="color:red;"></span>');
  assert.match(css, /\.katex \.k0\{height:1em!important;vertical-align:-0\.25em!important\}/);
});

// ---- Themes ----

function linear(v) {
  const c = v / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => linear(parseInt(hex.slice(i, i + 2), 16)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

function themes() {
  const css = fs.readFileSync(kStyle, 'utf8');
  const found = Array.from(
      css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g));
  return [2, 3].map((i) => Object.fromEntries(found.map((m) => [m[1], m[i]])));
}

test('SeriesStandOutOnAFigureInBothThemes', () => {
  for (const theme of themes()) {
    for (let i = 1; i <= 8; ++i) {
      assert.ok(contrast(theme[`plot-${i}`], theme.figure) >= 3, `plot-${i}`);
    }
    assert.ok(contrast(theme['plot-reference'], theme.figure) >= 3);
    assert.ok(contrast(theme['plot-ink'], theme.figure) >= 7);
  }
});

test('TextStandsOutOnEveryGroundInBothThemes', () => {
  for (const theme of themes()) {
    for (const ground of ['paper', 'raised', 'goals', 'wrong', 'exercise', 'figure']) {
      for (const ink of ['ink', 'soft-ink', 'link']) {
        const ratio = contrast(theme[ink], theme[ground]);
        assert.ok(ratio >= 4.5, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  }
});

test('TheFocusRingStandsOutInBothThemes', () => {
  for (const theme of themes()) {
    for (const ground of ['paper', 'raised', 'goals', 'wrong', 'exercise', 'figure']) {
      assert.ok(contrast(theme.focus, theme[ground]) >= 3, ground);
    }
  }
});

test('AnOldBrowserGetsTheLightColours', () => {
  const css = withFallback(':root {\n  --ink: light-dark(#111111, #eeeeee);\n}');
  assert.match(css, /@supports not .*\n {2}:root \{\n {4}--ink: #111111;/);
});

// ---- Pages made from data ----

test('TheGlossarySaysWhereATermIsExplained', () => {
  const chapter = page({terms: {defined: [{key: "two's complement", id: 'def-x'}]}});
  const {html} = glossaryPage({"two's complement": {also: ['wrap'], text: 'Sums $x$.'}}, [chapter]);
  assert.match(html, /<dt id="two-s-complement">two's complement/);
  assert.match(html, /href="03_formats\.html#def-x"/);
  assert.match(html, /<math/);
});

test('AFormulaThatDoesNotRenderNamesItsTerm', () => {
  assert.throws(() => glossaryPage({ulp: 'The $\\frac{1$.'}, []), /glossary\.json: "ulp": KaTeX/);
  assert.throws(() => glossaryPage({ulp: 'One $x'}, []), /"ulp": a "\$" has no partner/);
});

test('AReferenceHasAuthorsTitleVenueAndYear', () => {
  const work = {authors: ['A. B', 'C. D'], title: 'T', venue: 'V', year: 1990, doi: '10.1/2'};
  const {html} = referencesPage({b1990: work});
  assert.match(textOf(html), /^A\. B and C\. D \(1990\)\. T\. V\. doi:10\.1\/2/);
  assert.throws(() => referencesPage({b: {...work, venue: ''}}), /"b" has no "venue"/);
});

test('EveryReferenceOfTheBookCanBeShown', () => {
  const all = JSON.parse(fs.readFileSync('theory/references/references.json', 'utf8'));
  assert.strictEqual(referencesPage(all).sections.length, Object.keys(all).length);
});

test('EveryTermOfTheBookCanBeShownAndHasItsOwnAnchor', () => {
  const all = JSON.parse(fs.readFileSync('theory/glossary/glossary.json', 'utf8'));
  const {sections} = glossaryPage(all, []);
  assert.strictEqual(new Set(sections.map((s) => s.id)).size, sections.length);
});

test('TheAppendixQuotesEveryPopularError', () => {
  const wrong = [{id: 'wrong-a', title: 'So.', html: '<p id="x">So.</p><a href="#x">1</a><a href="#far">2</a>'}];
  const made = mistakesPage([page({wrong})]);
  assert.match(made.html, /id="03_formats-wrong-a"/);
  assert.match(made.html, /href="#03_formats-wrong-a-x"/);
  assert.match(made.html, /href="03_formats\.html#far"/);
});

test('TheMapLinksTheChaptersThatExist', () => {
  const units = unitsOf([{name: '03_formats', title: 'T', question: 'Q'},
    {name: '09_x', title: 'Later', question: 'Q'}], [page()]);
  const preface = page({html: '<section id="map"><h2>Map</h2></section>'});
  const {html} = indexPage(preface, units);
  assert.match(html, /href="03_formats\.html">Formats/);
  assert.doesNotMatch(html, /href="09_x/);
  assert.match(html, /Later.*coming/);
});

test('APrefaceWithoutAMapIsAFault', () => {
  assert.throws(() => indexPage(page({html: '<p></p>'}), []), /no section for the map/);
});

test('TheContentsMarkTheCurrentPage', () => {
  const here = page({sections: [{id: 'a', level: 2, title: 'First'}]});
  const html = contents(unitsOf([{name: '03_formats'}], [here]), here);
  assert.match(html, /03_formats\.html" aria-current="page"/);
  assert.match(html, /href="#a">First/);
});

test('APageHasAStrictPolicyAndNoScriptInIt', () => {
  const html = framed(page(), [], {});
  assert.match(html, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'/);
  assert.doesNotMatch(html, /<script>|<script (?!src=)|\son\w+=/);
});

test('TheTitleIsEscaped', () => {
  assert.match(framed(page({title: 'a < b'}), [], {}), /<h1>a &lt; b<\/h1>/);
});

test('TheSearchIndexIsAScript', () => {
  const text = searchIndex([page({lead: 'Lead', sections: [{id: 'a', title: 'S', text: 'T'}]})]);
  const found = new Function('window', `${text}; return window.wbmSections;`)({});
  assert.deepStrictEqual(found.map((s) => s.href), ['03_formats.html', '03_formats.html#a']);
});

test('TheSearchIndexHasNoTexCommands', () => {
  const text = searchIndex([page({lead: 'E - \\mathrm{bias} \\le 3, printf("\\n")'})]);
  const [{text: lead}] = new Function('window', `${text}; return window.wbmSections;`)({});
  assert.strictEqual(lead, 'E - bias 3, printf("\\n")');
});

test('InPrintIdsAreUniqueAndLinksStayInside', () => {
  const html = within('<p id="a"></p><a href="#a"></a><a href="04_int8.html#b"></a>' +
      '<a href="04_int8.html"></a>', '03_formats', [page({name: '04_int8'})]);
  assert.strictEqual(html, '<p id="03_formats--a"></p><a href="#03_formats--a"></a>' +
      '<a href="#04_int8--b"></a><a href="#04_int8--top"></a>');
});

test('SlugsAreLowerCaseWithHyphens', () => {
  assert.strictEqual(slug("Two's complement (8)"), 'two-s-complement-8');
});
