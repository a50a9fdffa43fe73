'use strict';
// For tests: a page of a few lines, with one program, woven in a folder of its
// own. Each test changes one thing of what is sound.

const fs = require('fs');
const os = require('os');
const path = require('path');

const {weavePage} = require('./weave');

const CHAPTER = `---
title: Ties
question: Which way does a half go?
lab: 03_small
---

::: goals
- say which way a tie goes
:::

## Half-way {#ties}

The even one wins in [3]{v=ties.count} of them, [](ref:ieee754).

::: remember
- Ties go to even.
:::
`;

const SOURCE = `// [region ties]
double ToEven(double x) { return nearbyint(x); }
// [/region]
`;

const PRINTED = '[ties]\nx\tto even\n0.5\t0\n2.5\t2\n[note]\nnothing drifts\n';

const DESC = '<desc id="d">Two staircases that part at the ties.</desc>';
const SVG = '<?xml version="1.0"?>\n<svg viewBox="0 0 9 9" role="img">' +
    `<title>Ties</title>${DESC}<path d="M0,0"/></svg>\n`;

const LAB = {
  lab: '03_small',
  chapter: 'elsewhere',
  tasks: [{id: '3.1', chapter_section: 'ties'}],
  questions: [{id: 'q1', kind: 'choice', text: 'Which way?', points: 1,
    choices: {a: 'up', b: 'down'}}],
};
const GLOSSARY = {'ulp': {also: ['ulps'], text: 'A distance.'},
  "two's complement": 'A code.'};
const REFERENCES = {ieee754: {authors: ['IEEE'], label: 'IEEE 754', year: 2019},
  xiao2023: {authors: ['Guangxuan Xiao', 'Ji Lin', 'Song Han'], year: 2023}};

const SOUND = {
  chapter: CHAPTER,
  source: SOURCE,
  printed: PRINTED,
  golden: PRINTED,
  values: 'ties.count\t3\nties.error\t0.014634\nties.third\t0.33333333\n',
  svg: SVG,
  lab: LAB,
  glossary: GLOSSARY,
  references: REFERENCES,
  machineDependent: false,
  page: '03_small',
  common: '// [region shared]\nint one = 1;\n// [/region]\n',
};

function writeAll(folder, parts) {
  const write = (name, text) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, typeof text === 'string' ? text :
                                                      JSON.stringify(text));
    return file;
  };
  return {
    page: parts.page,
    chapter: write('chapter.md', parts.chapter),
    demos: [{
      name: 'ties_demo',
      sources: [write('ties_demo.cc', parts.source)],
      text: write('ties_demo.txt', parts.printed),
      values: write('ties_demo.values', parts.values),
      golden: parts.golden === null ? null :
          write('ties_demo.golden.txt', parts.golden),
      machineDependent: parts.machineDependent,
      figures: {spacing: write('spacing.svg', parts.svg)},
    }],
    sources: [write('common.h', parts.common)],
    labJson: parts.lab && write('lab.json', parts.lab),
    glossary: write('glossary.json', parts.glossary),
    references: write('references.json', parts.references),
  };
}

/** Weaves SOUND with `changes`: {html, facts, numerals, said}. */
function weaveSmall(changes = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weave-'));
  try {
    const order = writeAll(folder, {...SOUND, ...changes});
    const woven = weavePage(order);
    // Without the folder's name, as the build would print it.
    const said = String(woven.faults).split(folder + '/').join('');
    return {...woven, said, folder};
  } finally {
    fs.rmSync(folder, {recursive: true});
  }
}

/** The sound chapter with `text` before its last block; line of the text. */
function chapterWith(text) {
  const [before, after] = CHAPTER.split('::: remember');
  return {chapter: `${before}${text}\n\n::: remember${after}`,
    line: before.split('\n').length};
}

module.exports = {SOUND, chapterWith, weaveSmall};
