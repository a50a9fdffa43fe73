'use strict';

const assert = require('assert');
const {isNumberFormula, numeralsOf} = require('./numerals');
const {test} = require('./testing');

const kinds = (text) => numeralsOf(text).map((n) => `${n.kind} ${n.text}`);

// A sentence, and the numerals in it.
const TABLE = {
  NoDigitNoNumeral: ['Two bits and an eight-bit code.', []],
  PlainNumbersCount: ['It takes 3 bits or 4.5 of them.',
    ['unbound 3', 'unbound 4.5']],
  SignsAndPercentBelongToTheNumber: ['From -3 to −4 and 12%.',
    ['unbound -3', 'unbound −4', 'unbound 12%']],
  TheFullStopDoesNot: ['There are 16.', ['unbound 16']],
  GroupsAreOneNumber: ['All 65,536 codes.', ['unbound 65,536']],
  UnitsDoNotExcuse: ['16GB, 8-bit, 4x and 2bits',
    ['unbound 16GB', 'unbound 8', 'unbound 4x', 'unbound 2bits']],
  ARangeIsTwo: ['2–4 bits', ['unbound 2', 'unbound 4']],
  NamesAreExempt: ['int8, E4M3, FP16, bf16, x86, b1.58, NF4, C++20, GPT-2',
    ['name int8', 'name E4M3', 'name FP16', 'name bf16', 'name x86',
      'name b1.58', 'name NF4', 'name C++20', 'name GPT-2']],
  ANameWithSeveralParts: ['W8A8 and E5M2-FNUZ in 2D',
    ['name W8A8', 'name E5M2-FNUZ', 'name 2D']],
  DatesAreExempt: ['On 2024-05-01, 1 May 2024, in May 2024 and May 1.',
    ['date 2024-05-01', 'date 1 May 2024', 'date May 2024', 'date May 1']],
  YearsAfterAPreposition: ['settled in 1985, and since 2019 anew (2008)',
    ['date in 1985', 'date since 2019', 'date (2008)']],
  ACountIsNoYear: ['of 2048 codes, in 2048 codes',
    ['unbound 2048', 'unbound 2048']],
  OrdinalsAreExempt: ['the 1st, 2nd, 3rd, 8th and 21st',
    ['ordinal 1st', 'ordinal 2nd', 'ordinal 3rd', 'ordinal 8th',
      'ordinal 21st']],
  LabelsAreExempt: ['Figure 3, section 4.2, task 4.1, RFC 8785, unit 07',
    ['label Figure 3', 'label section 4.2', 'label task 4.1',
      'label RFC 8785', 'label unit 07']],
  SeveralLabels: ['chapters 3 and 4, IEEE 754-2019',
    ['label chapters 3 and 4', 'label IEEE 754-2019']],
  AMeasureIsNoLabel: ['steps 0.25 and units 1024, part 3.5, section 12%',
    ['unbound 0.25', 'unbound 1024', 'unbound 3.5', 'unbound 12%']],
  ChannelsAreLabels: ['channel 0, channels 1 and 2',
    ['label channel 0', 'label channels 1 and 2']],
  ALabelIsNotTooLong: ['Figure 3 shows 4', ['label Figure 3', 'unbound 4']],
  AWordThatEndsLikeALabelIsNone: ['astable 3', ['unbound 3']],
  HexadecimalCounts: ['the code 0x7F', ['unbound 0x7F']],
  Fractions: ['1/256 of it', ['unbound 1/256']],
};

const FORMULAS = {
  AnIntegerIsOnlyANumber: ['127', true],
  SoIsASignedOne: ['-128', true],
  AndADecimal: ['+0.15625', true],
  AndOneOfManyGroups: ['299\\,792\\,458', true],
  AndOneWithACommaInBraces: ['65{,}536', true],
  AndPerCent: ['1.5\\,\\%', true],
  AndAList: ['-2, 0, 0, 2', true],
  AndARange: ['-512 \\dots 511', true],
  AndPlusMinus: ['\\pm 8', true],
  ALetterMakesAFormula: ['n = 8', false],
  SoDoesASum: ['0.49999997 + 0.5', false],
  SoDoesAPower: ['2^7', false],
  AndAProduct: ['3 \\cdot 256', false],
  AndAFraction: ['\\tfrac12', false],
  AndAnEquation: ['5 - 20 = -15', false],
  NoDigitIsNoNumber: ['-\\infty', false],
  NothingIsNoNumber: ['', false],
};

for (const [name, [tex, expected]] of Object.entries(FORMULAS)) {
  test(`Formula${name}`, () => assert.equal(isNumberFormula(tex), expected));
}

for (const [name, [text, expected]] of Object.entries(TABLE)) {
  test(name, () => assert.deepEqual(kinds(text), expected));
}
