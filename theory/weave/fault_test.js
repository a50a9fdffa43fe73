'use strict';
// Every fault of a page stops the weaver, with file, line and remedy.

const assert = require('assert');
const {SOUND, chapterWith, weaveSmall} = require('./small_page');
const {test} = require('./testing');

/** A fault: file, the line (in text that was added: from its start), words. */
function isFault(woven, file, line, words) {
  assert.ok(woven.faults.any, 'the weaver is content');
  assert.equal(woven.html, undefined, 'a page came out');
  const at = woven.said.split('\n').findIndex((l) =>
    l.startsWith(`${file}:${line}: `) && words.test(l));
  assert.ok(at >= 0, `no ${file}:${line}: …${words} in\n${woven.said}`);
  assert.match(woven.said.split('\n')[at + 1], /^ {2}remedy: ./);
}

/** A case: `text` put into the chapter, the line of the fault in the text. */
function added(name, text, words, line = 1, changes = {}) {
  test(name, () => {
    const {chapter, line: start} = chapterWith(text);
    isFault(weaveSmall({...changes, chapter}), 'chapter.md', start + line - 1,
        words);
  });
}

/** A case: a part of what is sound replaced. */
function changed(name, changes, file, line, words) {
  test(name, () => isFault(weaveSmall(changes), file, line, words));
}

const replaced = (part, from, to) => {
  assert.ok(SOUND[part].includes(from), `${part} has no ${from}`);
  return {[part]: SOUND[part].replace(from, to)};
};

const region = (file, name) =>
  `\`\`\` {.region file="${file}" name="${name}"}\n\`\`\``;
const output = (part) =>
  `\`\`\` {.output demo="ties_demo" part="${part}"}\n\`\`\``;
const table = (part, caption = 'The odd ties part ways.') =>
  `\`\`\` {.table demo="ties_demo" part="${part}" ` +
    `caption="${caption}"}\n\`\`\``;

test('WhatIsSoundHasNoFault', () => {
  const woven = weaveSmall();
  assert.equal(woven.said, '');
  assert.match(woven.html, /The even one wins/);
});

// Regions.
added('MissingRegion', region('ties_demo.cc', 'tis'),
    /no region 'tis' in ties_demo.cc/);
added('MissingSource', region('tie_demo.cc', 'ties'),
    /no source 'tie_demo.cc' belongs to this chapter/);
changed('DoubledRegion', {source: SOUND.source + SOUND.source}, 'ties_demo.cc',
    4, /region 'ties' is there twice/);
changed('EmptyRegion', {source: '// [region a]\n\n  \n// [/region]\n'},
    'ties_demo.cc', 1, /region 'a' is empty/);
changed('RegionOfTwentySixLines',
    {source: `// [region a]\n${'f();\n'.repeat(26)}// [/region]\n`},
    'ties_demo.cc', 1, /region 'a' has 26 lines/);
changed('RegionOfSeventyThreeColumns',
    {source: `// [region a]\nf();\n${'x'.repeat(73)}\n// [/region]\n`},
    'ties_demo.cc', 3, /region 'a' is 73 columns wide/);
changed('RegionThatIsNotClosed', {source: 'int a;\n// [region a]\nf();\n'},
    'ties_demo.cc', 2, /region 'a' is not closed/);
changed('RegionThatWasNotOpened', {source: 'f();\n// [/region]\n'},
    'ties_demo.cc', 2, /closed that was not opened/);
changed('RegionInsideARegion',
    {source: '// [region a]\n// [region b]\nf();\n// [/region]\n'},
    'ties_demo.cc', 2, /region 'b' opens inside 'a'/);
changed('RegionWithoutAName', {source: '// [region]\nf();\n// [/region]\n'},
    'ties_demo.cc', 1, /cannot be a region's name/);
changed('FaultsOfSharedSourcesNameTheirFile', {common: '// [/region]\n'},
    'common.h', 1, /closed that was not opened/);

// Listings that nobody compiles.
added('BareCodeBlock', '``` cpp\nint a;\n```',
    /a listing that nobody compiles/);
added('CodeBlockWithoutAClass', '```\nint a;\n```', /nobody compiles/);
added('IndentedCodeBlock', 'Text.\n\n    int a;', /nobody compiles/, 3);
added('TextInsideARegion',
    region('ties_demo.cc', 'ties').replace('\n', '\nx\n'),
    /text inside the block 'region'/);
added('EmptyCommand', '``` {.sh}\n```', /a command that is empty/);
added('RawHtml', 'A <b>bold</b> word.', /HTML in the text: <b>/);
added('RawHtmlBlock', '<div>\nText.\n</div>', /HTML in the text: <div>/);

// Outputs and goldens.
added('MissingPart', output('tis'), /ties_demo prints no part 'tis'/);
added('MissingProgram', output('ties').replace('ties_demo', 'tie_demo'),
    /no program 'tie_demo'/);
changed('StaleGolden', {printed: SOUND.printed.replace('2.5\t2', '2.5\t3')},
    'ties_demo.golden.txt', 4, /now prints "2.5\t3" where .* "2.5\t2"/);
changed('GoldenThatIsTooShort', {printed: SOUND.printed + 'more\n'},
    'ties_demo.golden.txt', 7, /now prints "more"/);
changed('MissingGolden', {golden: null}, 'ties_demo.golden.txt', 1,
    /ties_demo has no golden output/);
changed('PartThatIsPrintedTwice',
    {printed: '[a]\n1\n[a]\n2\n', golden: '[a]\n1\n[a]\n2\n'},
    'ties_demo.cc', 1, /prints the part 'a' twice/);
const long = `[a]\n${'x\n'.repeat(41)}[b]\n${'y'.repeat(81)}\n[c]\n[d]\n1\n`;
added('OutputOfFortyOneLines', output('a'), /has 41 lines/, 1,
    {printed: long, golden: long});
added('OutputOfEightyOneColumns', output('b'), /is 81 columns wide/, 1,
    {printed: long, golden: long});
added('EmptyPart', output('c'), /the part 'c' of ties_demo is empty/, 1,
    {printed: long, golden: long});

// Tables.
added('TableWithoutCaption', table('ties').replace(/ caption="[^"]*"/, ''),
    /a table without a caption/);
added('TableOfOneColumn', table('note'), /is no table/);
const ragged = '[t]\na\tb\n1\n';
added('RaggedTable', table('t'), /row 1 of the table 't' has 1 cells/, 1,
    {printed: ragged, golden: ragged});

// Values.
changed('KeyThatIsRecordedTwice', {values: 'a\t1\na\t2\nties.count\t3\n',
  source: 'Value("a", 1);\nValue("b", 1);\nValue("a", 2);\n'},
'ties_demo.cc', 3, /records 'a' twice/);
changed('KeyOfCapitals', {values: 'Ties\t1\nties.count\t3\n'}, 'ties_demo.cc',
    1, /records the key 'Ties'/);
for (const [name, text] of [['NaN', 'nan'], ['Infinity', 'inf'],
  ['Nothing', '']]) {
  changed(`ValueOf${name}`, {values: `a\t${text}\nties.count\t3\n`},
      'ties_demo.cc', 1, /records a = .*, which is not finite/);
}
added('ValueThatNobodyRecords', '[3]{v=ties.cuont}',
    /no program of this chapter records 'ties.cuont'/);
added('StaleNumber', 'Only [4]{v=ties.count} of them.',
    /"4" is not what ties_demo computes: ties.count = 3/);
added('StaleInItsLastDigit', '[1.47 %]{v=ties.error}', /is not what ties_demo/);
added('NumberThatCannotBeRead', '[many]{v=ties.count}',
    /"many" is not a number/);
added('ValueWovenWithoutDigits', '[]{v=ties.error}',
    /ties.error = 0.014634 is not an integer/);
added('DigitsThatAreNone', '[]{v=ties.error digits=x}', /is not a count/);
added('WayToWriteThatIsNone', '[]{v=ties.error digits=2 as=octal}',
    /as=octal is not a way/);
added('ValueOfAMachineTypedInProse', '[3]{v=ties.count}',
    /is typed, but ties.count depends on the machine/, 1,
    {machineDependent: true});
added('LineOfAFaultInsideAParagraph',
    'One line,\nanother, and\n[4]{v=ties.count}.',
    /"4" is not what/, 3);

// Numerals.
added('UnboundNumeral', 'It takes 17 of them.', /the numeral "17" is bound to/);
added('UnboundNumeralAsAFormula', 'It takes $17$ of them.',
    /the numeral "\$17\$" is bound to/);
added('UnboundNumeralAsAFormulaInAList', '- one\n- to $-2.5$',
    /the numeral "\$-2.5\$"/, 2);
added('AnEquationOfNumbersThatIsFalse', 'For $999 - 3 \\cdot 256 = 232$.',
    /999 - 3 \\cdot 256 = 232 is not true/);
added('AFalseEquationInTheFootnote', 'Text.[^1]\n\n[^1]: Is $2^{10} = 1000$?',
    /2\^\{10\} = 1000 is not true/, 3);
added('UnboundNumeralInAList', '- one\n- 2 more', /the numeral "2"/, 2);
added('UnboundNumeralInATable', '| a | b |\n| - | - |\n| x | 5 |',
    /the numeral "5"/, 3);
added('UnboundNumeralInAFootnote', 'Text.[^1]\n\n[^1]: About 9 of them.',
    /the numeral "9"/, 3);
added('UnboundNumeralInACaption',
    '![There are 17 of them in here.](fig:ties_demo/spacing)',
    /the numeral "17"/);
added('UnboundNumeralInATableCaption', table('ties', 'All 17 ties of it.'),
    /the numeral "17"/);
changed('TooFewBoundNumerals', replaced('chapter', 'The even one',
    'In [1985]{c=ieee754} the even one'), 'chapter.md', 1,
/1 of 2 numerals are bound/);
changed('NineInTenBoundAreEnoughAndNoFewer', replaced('chapter', 'The even one',
    '[3]{v=ties.count} '.repeat(7) + '[1985]{c=ieee754} the even one'),
'chapter.md', 1, /8 of 9 numerals are bound/);

// Links, ids, terms, citations.
added('LinkToNothing', 'See [](#fig-gone).',
    /nothing here has the id 'fig-gone'/);
added('LinkIntoThisChapter', 'See [](sec:03_small/gone).', /has the id 'gone'/);
added('LinkToAFile', 'See [it](../README.md).', /leads nowhere/);
added('LinkWithoutEncryption', 'See [it](http://a.example).', /leads nowhere/);
added('UnknownReference', '[](ref:ieee745)', /no reference 'ieee745'/);
added('UnknownCitation', '[2]{c=ieee745} and [3]{v=ties.count}',
    /no reference 'ieee745'/);
added('UnknownTerm', 'An [upl]{.term}.', /the glossary has no term 'upl'/);
added('UnknownDefinition', 'An [upl]{.def}.', /the glossary has no term 'upl'/);
added('TermThatIsDefinedTwice', 'An [ulp]{.def}.\n\nThe [ulps]{.def}.',
    /'ulp' is defined twice/, 3);
added('DuplicateId', '## Again {#ties}', /the id 'ties' is there twice/);
added('IdThatIsNone', '## Again {#3ties}', /'3ties' cannot be an id/);
added('SectionWithoutAnId', '## Nameless', /the section "Nameless" has no id/);
added('HeadingOfTheFirstLevel', '# Title {#top}',
    /a heading of the first level/);
changed('SpellingOfTwoTerms',
    {glossary: {'ulp': 'A.', 'unit': {also: ['ulp'], text: 'B.'}}},
    'glossary.json', 1, /'ulp' is a spelling of 'unit' and of 'ulp'/);

// Formulas.
added('FormulaThatDoesNotParse', 'It is $\\frac$.', /does not render: /);
added('FormulaWhoseBracesDoNotMatch', 'It is $\\frac{1}{$.',
    /a formula that does not end/);
added('FormulaThatDoesNotEnd', 'It is $x.', /a formula that does not end/);
added('FormulaWithAnUnknownCommand', '$$\n\\unknown{x}\n$$',
    /does not render: Undefined control sequence: \\unknown/);
test('AFormulasFaultIsOneReadableLine', () => {
  const {chapter} = chapterWith('$\\frac$');
  const said = weaveSmall({chapter}).said.trim().split('\n');
  assert.equal(said.length, 2);
  assert.ok(said[0].length < 300, said[0]);
});

// Figures.
const figure = '![Away is above wherever they differ.](fig:ties_demo/spacing)';
added('FigureThatNobodyDraws', figure.replace('spacing)', 'gone)'),
    /ties_demo draws no figure 'gone'/);
added('FigureOfAnUnknownProgram', figure.replace('ties_demo', 'demo'),
    /no program 'demo'/);
added('PictureFromAFile', figure.replace('fig:ties_demo/spacing', 'a.png'),
    /a picture 'a.png' that nobody draws/);
added('FigureWithoutCaption', '![](fig:ties_demo/spacing)',
    /a figure without a caption/);
added('PictureInsideASentence', `See ${figure} here.`,
    /a picture inside a sentence/);
added('FigureWithoutTextAlternative', figure, /has no text alternative/, 1,
    {svg: '<svg role="img"><desc>Too short.</desc></svg>'});

// Exercises.
const ask = (rest, head = 'exercise') =>
  `::: ${head}\nWhich way?\n${rest}\n:::`;
const answer = '\n:::: answer\nTo even.\n::::';
added('ExerciseWithoutAnswer', ask(''), /an exercise without an answer/);
added('ExerciseWithTwoAnswers', ask(answer + '\n' + answer), /two answers/);
added('ExerciseWithoutAQuestion', `::: exercise${answer}\n:::`,
    /without a question/);
added('GradedQuestionThatTheLabLacks', ask('', '{.exercise graded="q9"}'),
    /the lab has no question 'q9'/);
added('GradedQuestionWithAnAnswer', ask(answer, '{.exercise graded="q1"}'),
    /a graded question with an answer/);

// Words of the syntax.
added('UnknownDiv', '::: excercise\nText.\n:::',
    /a div with the class 'excercise'/);
added('DivWithoutAClass', '::: {#here}\nText.\n:::', /a div with no class/);
added('UnknownAttributeOfADiv', ask(answer, '{.exercise grade="q1"}'),
    /the div 'exercise' with the attribute 'grade'/);
added('EmptyAttribute', ask('', '{.exercise graded=""}'), /graded is empty/);
added('UnknownSpan', 'An [ulp]{.trem}.', /a span with the class 'trem'/);
added('UnknownAttributeOfASpan', '[3]{w=ties.count}', /attribute 'w'/);
added('UnknownAttributeOfANumber', '[3]{v=ties.count digit=3}',
    /a number with the attribute 'digit'/);
added('NumberThatIsBoundAndCited', '[3]{v=ties.count c=ieee754}',
    /bound and something else|attribute 'c'/);
added('UnknownAttributeOfARegion',
    '``` {.region file="ties_demo.cc" nmae="ties"}\n```',
    /the block 'region' with the attribute 'nmae'/);
added('AttributesThatAreNotClosed', 'Only [3]{v=ties.count of them.',
    /attributes that are none/);
added('DivThatIsNotClosed', '::: {.wrong #wrong-a}\nSaid.\n\n## More {#more}',
    /a section begins inside the div of line/, 4);
added('FigureThatIsNone', '![Away is above](fig:ties_demo /spacing)',
    /a link or a figure that is not one/);
added('UnknownWidget', `::: {.widget name="bitz"}\n${figure}\n:::`,
    /no widget 'bitz'/);
added('UnknownAttributeOfAWidget',
    `::: {.widget name="bits" fromat="fp16"}\n${figure}\n:::`,
    /with the attribute 'fromat'/);
added('WidgetWithoutItsFigure', '::: {.widget name="bits"}\nText.\n:::',
    /a widget without the figure that stands in/);
added('WrongWithoutAnId', '::: wrong\nSaid.\n\nTrue.\n:::',
    /a claim that fails without an id/);
added('WrongSaidByNobody',
    '::: {.wrong #wrong-a said="nobody1900"}\nSaid.\n\nTrue.\n:::',
    /no reference 'nobody1900'/);
added('WrongWithoutACorrection', '::: {.wrong #wrong-a}\nSaid.\n:::',
    /without its correction/);

// The frame of a chapter.
changed('NoTitle', replaced('chapter', 'title: Ties\n', ''), 'chapter.md', 1,
    /the page has no title/);
changed('NoQuestion',
    replaced('chapter', 'question: Which way does a half go?\n', ''),
    'chapter.md', 1, /the chapter has no question/);
changed('UnknownFieldOfTheHead',
    replaced('chapter', 'title:', 'author: A\ntitle:'), 'chapter.md', 1,
    /the head of the file has 'author'/);
changed('AnotherLab', replaced('chapter', '03_small', '04_int8'), 'chapter.md',
    1, /names the lab '04_int8', its BUILD '03_small'/);
changed('NoGoals', replaced('chapter', '::: goals', '::: remember'),
    'chapter.md', 7, /does not begin with its goals/);
changed('NothingToRemember', replaced('chapter', '::: remember', '::: goals'),
    'chapter.md', 15, /does not end with what to remember/);
changed('SixThingsToRemember', replaced('chapter', '- Ties go to even.',
    '- Ties go to even.\n'.repeat(6)), 'chapter.md', 15,
/6 things to remember/);
test('SectionThatTheLabPointsAtIsMissing', () => {
  const lab = {...SOUND.lab, chapter: '.',
    tasks: [{id: '3.1', chapter_section: 'gone'}]};
  const page = {lab, outline: {ids: new Map([['ties', {}]])}, folder: '.',
    meta: {lab: '03_small', question: 'Q?'}};
  const faults = [];
  page.faults = {add: (...fault) => faults.push(fault)};
  require('./lab').checkLab(page);
  assert.equal(faults.length, 1);
  assert.match(faults[0][1], /task 3.1 sends its reader to the section 'gone'/);
});
test('ALabOnAPageWithoutOne', () => {
  isFault(weaveSmall({lab: null}), 'chapter.md', 1, /its BUILD none/);
});

test('AllFaultsAreNamedAtOnce', () => {
  const {chapter, line} = chapterWith('It takes 17.\n\n::: goal\nText.\n:::');
  const woven = weaveSmall({chapter, golden: null});
  isFault(woven, 'chapter.md', line, /"17"/);
  isFault(woven, 'chapter.md', line + 2, /'goal'/);
  isFault(woven, 'ties_demo.golden.txt', 1, /no golden/);
});
