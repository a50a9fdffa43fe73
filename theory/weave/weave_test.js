'use strict';
// What comes out of a page that is sound.

const assert = require('assert');
const {spawnSync} = require('child_process');
const path = require('path');
const {chapterWith, weaveSmall} = require('./small_page');
const {test} = require('./testing');

/** The page with `text` in it; it must be sound. */
function woven(text, changes = {}) {
  const {chapter} = chapterWith(text);
  const page = weaveSmall({...changes, chapter});
  assert.equal(page.said, '');
  return page;
}

const figure = '![Away is above wherever they differ.](fig:ties_demo/spacing)';

test('ARegionIsShownDedentedWithItsFileAndLines', () => {
  const source = 'int main() {\n  // [region a]\n\n  if (x) {\n    f();\n' +
      '  }\n  // [/region]\n}\n';
  const {html} = woven('``` {.region file="ties_demo.cc" name="a"}\n```',
      {source});
  assert.match(html, /ties_demo\.cc<\/code>, lines 4–6/);
  const code = html.match(/<code class="sourceCode cpp">([^]*?)<\/code>/)[1];
  assert.equal(code.replace(/<[^>]*>/g, ''), 'if (x) {\n  f();\n}');
});

test('ALineOfAListingHasNoLinkAndNoId', () => {
  const {html} = woven('``` {.region file="ties_demo.cc" name="ties"}\n```');
  assert.match(html, /<span class="dt">double<\/span>/);
  assert.doesNotMatch(html, /id="cb|href="#cb/);
});

test('AnOutputIsShownWithItsCommand', () => {
  const printed = '[a]\nx < "y" & z\n\n';
  const {html} = woven('``` {.output demo="ties_demo" part="a"}\n```',
      {printed, golden: printed});
  assert.match(html, /<pre><samp>x &lt; &quot;y&quot; &amp; z<\/samp><\/pre>/);
  assert.match(html, /bazel run \/\/[^<]*:ties_demo<\/code>/);
});

test('WithoutAPartAllOfTheOutputIsShown', () => {
  const {html} = woven('``` {.output demo="ties_demo"}\n```');
  assert.match(html, /<samp>\[ties\]\nx\tto even\n[^]*nothing drifts<\/samp>/);
});

test('ATableHasAHeaderANumberAndAnId', () => {
  const {html, facts} = woven('``` {.table demo="ties_demo" part="ties" ' +
      'caption="Ties."}\n```\n\nSee [](#tab-ties).');
  assert.match(html, /<figure class="table" id="tab-ties">/);
  assert.match(html, /<th scope="col" class="number">to even<\/th>/);
  assert.match(html, /<td class="number">2<\/td>/);
  assert.match(html, /See <a href="#tab-ties">Table 3\.1<\/a>\./);
  assert.deepEqual(facts.tables,
      [{id: 'tab-ties', number: '3.1', title: 'Ties.'}]);
});

test('AColumnOfWordsIsNotAligned', () => {
  const printed = '[t]\nname\tn\nE4M3\t448\nE5M2\t2^-16\n';
  const {html} = woven('``` {.table demo="ties_demo" part="t" caption="T."}\n' +
      '```', {printed, golden: printed});
  assert.match(html, /<th scope="row">E4M3<\/th><td class="number">448<\/td>/);
  assert.match(html, /<td class="number">2⁻¹⁶<\/td>/);
});

test('PatternsOfBitsAreSetAsCode', () => {
  const printed = '[t]\nbits\tcode\tn\n0 1000 101\t0x45\t100\n' +
      '1 0000 001\t0x81\t110\n';
  const {html} = woven('``` {.table demo="ties_demo" part="t" caption="T."}\n' +
      '```', {printed, golden: printed});
  assert.match(html, /<th scope="row" class="pattern"><code>0\u00a01000/);
  assert.match(html, /<td class="pattern"><code>0x81<\/code><\/td>/);
  assert.match(html, /<td class="number">110<\/td>/);
});

test('AFigureIsInlinedWithNumberAndCaption', () => {
  const {html, facts} = woven(`${figure}\n\nSee [](#fig-spacing).`);
  assert.match(html,
      /<figure class="figure" id="fig-spacing"><div class="plot"><svg/);
  assert.doesNotMatch(html, /<\?xml/);
  assert.match(html, /<span class="label">Figure 3\.1<\/span> Away is above/);
  assert.match(html, /See <a href="#fig-spacing">Figure 3\.1<\/a>/);
  assert.equal(facts.figures[0].number, '3.1');
});

test('ACaptionMayHoldABoundNumber', () => {
  const {html} = woven('![All [3]{v=ties.count} of them, drawn as stairs.]' +
      '(fig:ties_demo/spacing){#fig-three}');
  assert.match(html, /id="fig-three"[^]*<span class="value"[^>]*>3<\/span> of/);
});

test('AValueSaysWhereItComesFrom', () => {
  const {html} = woven('[1.5 %]{v=ties.error}, []{v=ties.error digits=3}, ' +
      '[1/3]{.name}, []{v=ties.error as=percent digits=2}');
  assert.match(html,
      /class="value" data-key="ties.error" data-demo="ties_demo">1.5\u00a0%/);
  assert.match(html, />0\.0146</);
  assert.match(html, />1\.5\u202f%</);
});

test('APowerMayBeTypedInAnyOfItsForms', () => {
  const values = 'ties.count\t3\nsmall\t6.02e-8\n' +
      'tiny\t1.1754943508222875e-38\n';
  const {html} = woven('[6.02·10^-8]{v=small} and [6.02·10⁻⁸]{v=small} and ' +
      '[6.02e-8]{v=small}, [6.0·10^-8^]{v=small}, [2^-126]{v=tiny}',
  {values});
  assert.equal(html.match(/>6\.02·10⁻⁸</g).length, 2);
  assert.match(html, />6\.0·10⁻⁸<[^]*>2⁻¹²⁶</);
});

test('AMachinesValueIsWovenInAndNeedsNoGolden', () => {
  const {said, html} = weaveSmall({lab: null, page: 'preface', golden: null,
    machineDependent: true,
    chapter: '---\ntitle: T\n---\n\nHere []{v=ties.error digits=2}.\n'});
  assert.equal(said, '');
  assert.match(html, />0\.015</);
});

test('ATermLinksToTheGlossary', () => {
  const {html, facts} = woven("An [ulp]{.def}. Two [ULPs]{.term}, in [two’s " +
      "complement]{.term of=\"two's complement\"}.");
  assert.match(html, /<span id="def-ulp" class="def">ulp<\/span>/);
  assert.match(html, /<a href="glossary\.html#ulp" class="term">ULPs<\/a>/);
  assert.match(html, /glossary\.html#two-s-complement/);
  assert.equal(facts.terms.defined[0].key, 'ulp');
  assert.equal(facts.terms.used.length, 2);
  assert.ok(facts.ids.includes('def-ulp'));
});

test('AReferenceIsFilledIn', () => {
  const {html, facts} = woven('[](ref:xiao2023) and [they](ref:xiao2023)');
  assert.match(html, /#xiao2023" class="citation">Xiao et al\. 2023<\/a>/);
  assert.match(html, /#xiao2023" class="citation">they<\/a>/);
  assert.deepEqual(facts.references, ['ieee754', 'xiao2023']);
});

test('ACitedConstantNamesItsSource', () => {
  const more = '[3]{v=ties.count} '.repeat(9);
  const {html, facts} = woven(`${more}[1985]{c=ieee754}`);
  assert.match(html, /<span class="cited"><a href="references\.html#ieee754"/);
  assert.deepEqual([facts.numerals.bound, facts.numerals.cited], [10, 1]);
  assert.deepEqual(facts.cited.map((c) => [c.text, c.key]),
      [['1985', 'ieee754']]);
});

test('ALinkToAnotherPageIsHandedOn', () => {
  const {html, facts} = woven('[](sec:04_int8/scale) and [it](sec:04_int8)');
  assert.match(html, /<a href="04_int8\.html#scale" class="fill"><\/a>/);
  assert.match(html, /<a href="04_int8\.html">it<\/a>/);
  assert.deepEqual(facts.links.map((l) => [l.to, l.id, l.fill]),
      [['04_int8', 'scale', true], ['04_int8', '', false]]);
  assert.match(facts.links[0].file, /chapter\.md$/);
});

test('ALinkToASectionHasItsTitle', () => {
  const {html} = woven('[](#ties) and [](sec:03_small/ties)');
  assert.equal(html.match(/<a href="#ties">Half-way<\/a>/g).length, 2);
});

test('AnAnswerIsHidden', () => {
  const {html, facts} = woven('::: {.exercise #ex-a}\nWhich way?\n\n' +
      ':::: answer\nTo $2^1$.\n::::\n:::');
  assert.match(html, /<div id="ex-a" class="exercise">\s*<p><span/);
  assert.match(html, /<span class="label">Exercise 3\.1<\/span>/);
  assert.match(html, /<details class="answer"><summary>Answer<\/summary>/);
  assert.match(html, /<\/summary>\s*<p>To <span class="katex">/);
  assert.deepEqual(facts.exercises.map((e) => e.kind), ['self-check']);
});

test('AGradedQuestionShowsTheLabsText', () => {
  const {html, facts} = woven('::: {.exercise graded="q1"}\n:::');
  assert.match(html, /question q1 of 03_small, 1 point</);
  assert.match(html, /<p>Which way\?<\/p>[^]*<li><b>a<\/b> up<\/li>/);
  assert.doesNotMatch(html, /<details/);
  assert.equal(facts.exercises[0].question, 'q1');
});

test('AClaimThatAWorkMakesIsCited', () => {
  const {html, facts} = woven(
      '::: {.wrong #wrong-a said="xiao2023"}\nSaid.\n\nNot so.\n:::');
  assert.match(html, /Said, and wrong<[^]*<a href="references.html#xiao2023"/);
  assert.ok(facts.references.includes('xiao2023'));
});

test('AClaimThatFailsIsCollected', () => {
  const {html, facts} = woven(
      '::: {.wrong #wrong-a}\nIt is $x$.\n\nNot so.\n:::');
  assert.match(html, /<div class="statement">\s*<p>It is/);
  assert.doesNotMatch(html, /<!--/);
  assert.equal(facts.wrong[0].id, 'wrong-a');
  assert.equal(facts.wrong[0].title, 'It is x.');
  assert.match(facts.wrong[0].html, /katex[^]*<p>Not so\.<\/p>$/);
});

test('AWidgetKeepsItsFigureAndItsState', () => {
  const {html, facts} = woven('::: {.widget name="bits" value="0.1"}\n' +
      figure + '\n:::');
  assert.match(html,
      /<div class="widget" data-widget="bits" data-value="0\.1">/);
  assert.match(html, /data-value="0\.1">\s*<figure class="figure"/);
  assert.deepEqual(facts.widgets, ['bits']);
});

test('EveryFormulaHasMathMl', () => {
  const {html} = woven('Be $x^2$ and\n\n$$\n\\frac{a}{b} \\\\[1.2ex] c\n$$');
  assert.equal(html.match(/<math /g).length, 2);
  assert.match(html, /katex-display/);
});

test('SectionsNestAndKeepTheirIds', () => {
  const {html, facts} = woven('### Deeper {#deeper}\n\nText.');
  assert.match(html, /<section id="ties" class="level2">[^]*<section id=/);
  assert.match(html, /<section id="deeper" class="level3">/);
  assert.deepEqual(facts.sections.map((s) => [s.id, s.level]),
      [['ties', 2], ['deeper', 3]]);
});

test('TheTextOfASectionCanBeSearched', () => {
  const {facts} = woven('### Deeper {#deeper}\n\nSome *words* of $x$.');
  assert.match(facts.text.find((t) => t.id === 'ties').text, /even one wins/);
  assert.match(facts.text.find((t) => t.id === 'deeper').text,
      /^Some words of x\./);
});

test('PositionsLeaveNoTrace', () => {
  const {html} = woven('A [link](https://a.example), *em*, `code`.\n\n' +
      '| a | b |\n| - | - |\n| c | d |\n\n> Said.\n\n1. one\n2. two');
  assert.doesNotMatch(html, /data-pos|wrapper/);
  assert.match(html, /<li>one<\/li>/);
  assert.match(html, /class="outside"/);
});

test('CommentsVanish', () => {
  assert.doesNotMatch(woven('<!-- to do: 17 -->\n\nText.').html, /to do/);
});

test('APageWithoutALabNeedsNoFrame', () => {
  const {said, html, facts} = weaveSmall({lab: null, page: 'preface',
    chapter: `---\ntitle: Preface\n---\n\nHello.\n\n${figure}\n`});
  assert.equal(said, '');
  assert.match(html, /<p>Hello\.<\/p>/);
  assert.match(html, /<span class="label">Figure 1<\/span>/);
  assert.equal(facts.question, '');
});

test('TheSamePageHasTheSameBytes', () => {
  assert.equal(woven(figure).html, woven(figure).html);
});

const command = (...words) => spawnSync(process.execPath,
    [path.join(__dirname, 'weave.js'), ...words], {encoding: 'utf8'});

test('TheCommandExplainsItself', () => {
  const {status, stdout} = command('--help');
  assert.equal(status, 0);
  assert.match(stdout, /usage: weave\.js --order=/);
});

test('WrongUseIsExitCodeTwo', () => {
  for (const words of [[], ['--order=a'], ['--nothing=x'], ['a', 'b', 'c']]) {
    assert.equal(command(...words).status, 2, words.join(' '));
  }
});
