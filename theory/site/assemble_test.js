'use strict';
// The assembly: links, the pages made from data, the two themes.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {test} = require('../weave/testing.js');

const {answersAtTheEnd} = require('./assemble/answers.js');
const {brokenLinks} = require('./assemble/links.js');
const {contents} = require('./assemble/contents.js');
const {definitionsScript} = require('./assemble/definitions.js');
const {fillLinks} = require('./assemble/fill.js');
const {framed} = require('./assemble/frame.js');
const {glossaryPage} = require('./assemble/glossary_page.js');
const {indexPage} = require('./assemble/index_page.js');
const {keptTogether} = require('./assemble/kept_together.js');
const {mistakesPage} = require('./assemble/mistakes_page.js');
const {referencesPage} = require('./assemble/references_page.js');
const {searchIndex} = require('./assemble/search_index.js');
const {shareFormulaStyles} = require('./assemble/formula_styles.js');
const {slug, textOf} = require('./assemble/html.js');
const {spellingsOf, synonymsIn} = require('./assemble/synonyms.js');
const {unitsOf} = require('./assemble/map.js');
const {withFallback} = require('./assemble/assets.js');
const {holesBefore} = require('./browser/fill_holes.js');
const {pagesOfNames, placesOfNames} = require('./browser/pdf_places.js');
const {printPage, within} = require('./assemble/print_page.js');

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
  assert.match(fault, /no page "09_x"; enter it in labs\/labs\.bzl/);
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
  const {sections} = glossaryPage({subnormal: {also: ['denormal'], text: 'Small.'}}, []);
  assert.strictEqual(sections[0].text, 'Small. Also: denormal.');
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
  const text = searchIndex(
      [page({lead: 'Lead', sections: [{id: 'a', title: 'S', text: 'T'}]})], {});
  const found = new Function('window', `${text}; return window.wbmSections;`)({});
  assert.deepStrictEqual(found.map((s) => s.href), ['03_formats.html', '03_formats.html#a']);
});

test('TheSearchIndexHasNoTexCommands', () => {
  const text = searchIndex([page({lead: 'E - \\mathrm{bias} \\le 3, printf("\\n")'})], {});
  const [{text: lead}] = new Function('window', `${text}; return window.wbmSections;`)({});
  assert.strictEqual(lead, 'E - bias 3, printf("\\n")');
});

const kSpellings = spellingsOf({
  'subnormal': {also: ['subnormals', 'denormal'], text: ''},
  'round to nearest even': {also: ['ties to even', 'RNE'], text: ''},
  'float64': {also: ['double precision', 'double'], text: ''},
  'int8': 'An integer.',
});

test('ASectionIsFoundByTheOtherWordsForItsTerms', () => {
  assert.deepStrictEqual(synonymsIn('The least subnormal.', kSpellings),
                         [['denormal', 10, 9]]);
  assert.deepStrictEqual(synonymsIn('Ties\nto even, then.', kSpellings),
                         [['round to nearest even RNE', 0, 12]]);
});

test('ASectionIsNotFoundByWordsForWhatItDoesNotSay', () => {
  assert.deepStrictEqual(synonymsIn('Subnormal, or denormal.', kSpellings), []);
  assert.deepStrictEqual(synonymsIn('Double rounding.', kSpellings), []);
  assert.deepStrictEqual(synonymsIn('nonsubnormal', kSpellings), []);
});

test('InPrintIdsAreUniqueAndLinksStayInside', () => {
  const html = within('<p id="a"></p><a href="#a"></a><a href="04_int8.html#b"></a>' +
      '<a href="04_int8.html"></a>', '03_formats', [page({name: '04_int8'})]);
  assert.strictEqual(html, '<p id="03_formats--a"></p><a href="#03_formats--a"></a>' +
      '<a href="#04_int8--b"></a><a href="#04_int8--top"></a>');
});

// ---- Paper ----

const kExercise = '<div id="ex-a" class="exercise"><p><span class="label">' +
    'Exercise 1.1</span></p><p>Why?</p><details class="answer">' +
    '<summary>Answer</summary><p>Because.</p></details></div>';

test('OnPaperAnAnswerStandsAtTheEndAndItsExerciseNamesThePage', () => {
  const html = answersAtTheEnd(`${kExercise}<p>On.</p>`);
  assert.doesNotMatch(html, /<details/);
  assert.match(html, /Why\?<\/p><p class="to-answer"><a href="#ex-a-answer">/);
  assert.match(html, /data-to="ex-a-answer".*On\..*<h2>Answers<\/h2>/s);
  assert.match(html, /id="ex-a-answer"><p><a class="label" href="#ex-a">Exercise 1\.1<\/a><\/p><p>Because/);
  assert.strictEqual(answersAtTheEnd('<p>None.</p>'), '<p>None.</p>');
});

test('ThePrintedContentsNameEverySectionAndEachPageHasItsHead', () => {
  const html = printPage([page({name: 'index', title: 'Book'}),
    page({lab: '03_formats', sections: [{id: 'a', level: 2, title: 'First'}], html: kExercise})]);
  assert.match(html, /href="#03_formats--top"><span>03 {2}Formats<\/span><span class="folio" data-to="03_formats--top">/);
  assert.match(html, /<span>First<\/span><span class="folio" data-to="03_formats--a">/);
  assert.match(html, /@page p03_formats \{ .*@top-right \{ content: "03 {2}Formats" \}/);
  assert.match(html, /style="page: p03_formats"/);
  assert.match(html, /data-to="03_formats--ex-a-answer"/);
});

test('APdfSaysOnWhichPageANameIs', () => {
  const pdf = '%PDF-1.4\n1 0 obj\n<</Type /Page>>\nendobj\n2 0 obj\n<</Type /Page>>\nendobj\n' +
      '3 0 obj\n<</Type /Pages\n/Kids [1 0 R 2 0 R]>>\nendobj\n' +
      '4 0 obj\n<</b#2da [2 0 R /XYZ 0 9 0]\n/c [1 0 R /XYZ 0 9 0]>>\nendobj\n' +
      '5 0 obj\n<</Type /Catalog\n/Pages 3 0 R\n/Dests 4 0 R>>\nendobj\n';
  assert.deepStrictEqual([...pagesOfNames(pdf)], [['b-a', 2], ['c', 1]]);
  assert.deepStrictEqual(placesOfNames(pdf).get('c'), {page: 1, y: 9});
  assert.strictEqual(pagesOfNames('%PDF-1.4\n').size, 0);
});

test('AFigureThatLeavesAHoleIsFound', () => {
  const places = (y, page) => new Map([
    ['before-figure-0', {page: 1, y}], ['fig-a', {page, y: 800}]]);
  assert.deepStrictEqual(holesBefore(['fig-a'], places(400, 2)), [0]);
  assert.deepStrictEqual(holesBefore(['fig-a'], places(100, 2)), []);
  assert.deepStrictEqual(holesBefore(['fig-a'], places(400, 1)), []);
  assert.deepStrictEqual(holesBefore(['fig-a'], new Map()), []);
});

// ---- Formulas and terms ----

test('AFormulaKeepsTheCommaAfterItAndTheBracketBeforeIt', () => {
  const formula = '<span class="katex"><span class="katex-html"><span class="base">x</span></span></span>';
  const whole = formula.replace('<span class="base">x</span>',
                                '<span class="kept"><span class="base">x</span></span>');
  assert.strictEqual(keptTogether(`a ${formula}, b ${formula} c`),
                     `a <span class="kept">${whole},</span> b ${formula} c`);
  assert.strictEqual(keptTogether(`a (${formula}) “${formula} b”`),
                     `a <span class="kept">(${whole})</span> <span class="kept">“${formula}</span> b”`);
  assert.strictEqual(keptTogether('no formula, here'), 'no formula, here');
});

test('TheDefinitionsAreAScript', () => {
  const text = definitionsScript({'Ulp size': 'A step of $x$.', b: {also: ['c'], text: 'B & C.'}});
  const found = new Function('window', `${text}; return window.wbmDefinitions;`)({});
  assert.deepStrictEqual(Object.keys(found), ['ulp-size', 'b']);
  assert.match(found['ulp-size'], /^<p><b>Ulp size<\/b>: A step of <span class="katex">/);
  assert.doesNotMatch(found['ulp-size'], /annotation/);
  assert.match(found.b, /B &amp; C/);
});

test('SlugsAreLowerCaseWithHyphens', () => {
  assert.strictEqual(slug("Two's complement (8)"), 'two-s-complement-8');
});
