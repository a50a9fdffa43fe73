'use strict';
// The checks of a page, shown a page that breaks every one of them: each must
// say so. (That they hold for a sound page is what //theory:page_test shows.)

const assert = require('assert');
const {spawnSync} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const {test} = require('../weave/testing.js');

const kFaulty = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Faulty</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="prev" href="before.html"><link rel="next" href="after.html">
<style>
  :focus-visible { outline: none; }
  .pale { color: #999999; background: #ffffff; }
  .base { display: block; }
</style></head>
<body>
<button id="theme" style="padding: 0; border: 0; font-size: 10px">Dark</button>
<main>
<h1>Faulty</h1>
<h3>Two steps down</h3>
<p class="pale">Grey on white, in either theme.</p>
<p><a href="#x" tabindex="5"></a> <a href="#y">a stop</a></p>
<img src="https://example.invalid/picture.png">
<div style="width: 2000px">Wider than any screen.</div>
<p><span class="katex"><span class="katex-html"><span class="base">x</span></span></span>.</p>
<div class="plot"><svg viewBox="0 0 100 100" width="100"><text font-size="5">small</text></svg></div>
<figure class="listing"><pre><code>int x;</code></pre></figure>
<pre style="overflow-x: auto; width: 90px">int y = 1234567890 + 1234567890;</pre>
<p>from -8 on</p>
<p><a class="term" href="glossary.html#ulp">ulp</a></p>
<details><summary>Answer</summary><p>42</p></details>
<div data-widget="bits"></div>
</main></body></html>
`;

// name -> the lines that were printed under "FAILED faulty.NAME".
function faultsOf(html) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'faulty-'));
  fs.writeFileSync(path.join(folder, 'faulty.html'), html);
  const {stdout, status} = spawnSync(
      'node', [path.join(__dirname, 'browser/page_test.js'), folder],
      {encoding: 'utf8', env: {...process.env, XML_OUTPUT_FILE: path.join(folder, 'out.xml')}});
  const faults = new Map();
  let name = null;
  for (const line of stdout.split('\n')) {
    const failed = /^FAILED faulty\.(\w+)$/.exec(line);
    if (failed) faults.set(name = failed[1], []);
    else if (name && line.startsWith('  ')) faults.get(name).push(line.trim());
    else name = null;
  }
  const xml = fs.readFileSync(path.join(folder, 'out.xml'), 'utf8');
  fs.rmSync(folder, {recursive: true});
  return {faults, status, xml, count: Number(/(\d+) cases/.exec(stdout)[1])};
}

let kept = null;
const result = () => kept ??= faultsOf(kFaulty);

function says(name, pattern) {
  const found = result().faults.get(name);
  assert.ok(found, `${name} found no fault`);
  assert.match(found.join('\n'), pattern);
}

const kExpected = {
  RequestsNothingButFiles: /asks for https:\/\/example\.invalid/,
  SaysNothingOnTheConsole: /ERR_NAME_NOT_RESOLVED/,
  EveryControlLinkAndPictureHasAName: /nameless (link|img|image)/,
  HeadingsGoDownByOneLevel: /h3 after h1/,
  EveryFormulaIsThereForReadersAloud: /no MathML: x/,
  AMinusIsNoHyphen: /"from -8 on"/,
  NothingIsWiderThan320PixelsInLight: /to 20\d\d of 320/,
  NothingIsWiderThan320PixelsInDark: /of 320/,
  NothingIsWiderThan390PixelsInLight: /of 390/,
  NothingIsWiderThan390PixelsInDark: /of 390/,
  NothingIsWiderThan768PixelsInLight: /of 768/,
  NothingIsWiderThan768PixelsInDark: /of 768/,
  NothingIsWiderThan1280PixelsInLight: /of 1280/,
  NothingIsWiderThan1280PixelsInDark: /of 1280/,
  TheTextOfFiguresIsElevenPixelsHighAt390: /"small" is 5\.0 px high/,
  TheTextOfFiguresIsElevenPixelsHighAt1280: /"small" is 5\.0 px high/,
  AFormulaKeepsItsPunctuation: /"\." does not stand with x/,
  TextStandsOutInLight: /2\.8\d to 1: "Grey on white/,
  TextStandsOutInDark: /2\.8\d to 1: "Grey on white/,
  TheFirstTabStopSkipsToTheText: /the first stop is/,
  TargetsAreLargeEnoughAt390: /button "Dark" is \d+ by 1\d pixels/,
  TargetsAreLargeEnoughAt1280: /button "Dark" is \d+ by 1\d pixels/,
  TheFocusCanBeSeen: /no ring around/,
  NoTabIndexIsPositive: /tabindex="5"/,
  TermsAreExplainedWhereTheyStand: /does not show its definition/,
  WhatScrollsShowsItAt390: /pre\. does not show that it scrolls: int y/,
  TheKeyboardSearches: /does not open the search/,
  SearchFindsAChapterByASynonym: /does not open the search/,
  TheRightArrowTurnsThePage: /does not lead to .*after\.html/,
  TheLeftArrowTurnsBack: /does not lead to .*before\.html/,
  ReadsWithoutScript: /a button that does nothing: Dark/,
  TheCopyButtonCopies: /0 buttons for 1 listings/,
  TheThemeIsRemembered: /the button changes nothing/,
  TheWidgetsStart: /the widget bits did not start/,
  PrintingOpensTheAnswers: /1 answers stay hidden/,
  NoControlIsPrinted: /printed: button/,
};

for (const [name, pattern] of Object.entries(kExpected)) {
  test(`${name}CanFail`, () => says(name, pattern));
}

test('NoCheckIsWithoutAnExample', () => {
  assert.strictEqual(result().count, Object.keys(kExpected).length);
});

test('FaultsFailTheTest', () => {
  assert.strictEqual(result().status, 1);
});

test('EveryCaseIsInTheReport', () => {
  const {xml, count} = result();
  assert.strictEqual(xml.match(/<testcase /g).length, count);
  assert.strictEqual(xml.match(/<failure /g).length, result().faults.size);
});
