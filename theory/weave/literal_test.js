'use strict';

const assert = require('assert');
const {agrees, readLiteral} = require('./literal');
const {test} = require('./testing');

// What is typed, the value, half a unit of the last digit shown.
const FORMS = {
  AnInteger: ['448', 448, 0.5],
  AHyphenIsAMinus: ['-3', -3, 0.5],
  AMinus: ['−3', -3, 0.5],
  APlus: ['+7', 7, 0.5],
  ADecimal: ['0.015', 0.015, 0.0005],
  ATrailingZeroIsADigit: ['1.50', 1.5, 0.005],
  ThousandsWithACommaBetween: ['65,504', 65504, 0.5],
  ThousandsWithASpaceBetween: ['65 504', 65504, 0.5],
  ThousandsWithANarrowSpaceBetween: ['65\u202f504', 65504, 0.5],
  ThousandsWithDecimals: ['65\u00a0504.25', 65504.25, 0.005],
  Millions: ['1 000 000', 1e6, 0.5],
  ThousandsWithAnApostropheBetween: ["1'000", 1000, 0.5],
  PercentWithASpace: ['1.5 %', 0.015, 0.0005],
  PercentWithoutASpace: ['1.5%', 0.015, 0.0005],
  NegativePercent: ['−12 %', -0.12, 0.005],
  APowerOfTen: ['6.02·10^-8', 6.02e-8, 0.005e-8],
  APowerOfTenWithACross: ['6.02×10^-8', 6.02e-8, 0.005e-8],
  APowerOfTenWithSpaces: ['6.02 × 10^−8', 6.02e-8, 0.005e-8],
  APowerOfTenWithRaisedDigits: ['6.02·10⁻⁸', 6.02e-8, 0.005e-8],
  ANegativeTimesAPower: ['-6·10^3', -6000, 500],
  APowerOfTwo: ['1.75·2^-3', 0.21875, 0.000625],
  ExponentNotation: ['6.02e-8', 6.02e-8, 0.005e-8],
  ExponentNotationInCapitals: ['1E3', 1000, 500],
  TenToAPower: ['10^-8', 1e-8, 0],
  TenToARaisedPower: ['10⁻⁸', 1e-8, 0],
  TwoToAPower: ['2^-126', 2 ** -126, 0],
  TwoToARaisedPower: ['2⁻¹⁴⁹', 2 ** -149, 0],
  ANegativePowerOfTwo: ['-2^31', -(2 ** 31), 0],
  APowerInBrackets: ['2^(−24)', 2 ** -24, 0],
  AFraction: ['1/256', 1 / 256, 0],
  ANegativeFraction: ['−1/3', -1 / 3, 0],
  AFractionSlash: ['1⁄2', 0.5, 0],
  Hexadecimal: ['0x7F', 127, 0],
  NegativeHexadecimal: ['-0x80', -128, 0],
  Binary: ['0b1011', 11, 0],
  AWord: ['two', 2, 0],
  AWordInCapitals: ['Twelve', 12, 0],
  Decibels: ['6.02 dB', 6.02, 0.005],
  Bits: ['16 bits', 16, 0.5],
  ARate: ['3.2 GB/s', 3.2, 0.05],
  Microseconds: ['12.5 µs', 12.5, 0.05],
};

for (const [name, [typed, value, half]] of Object.entries(FORMS)) {
  test(`${name}IsRead`, () => {
    const literal = readLiteral(typed);
    assert.ok(literal, `${typed} is not read`);
    const near = (a, b) => Math.abs(a - b) <= 4 * Number.EPSILON * Math.abs(b);
    assert.ok(near(literal.value, value), `${typed}: ${literal.value}`);
    assert.ok(near(literal.half, half), `${typed}: half ${literal.half}`);
  });
}

test('WhatIsNoNumberIsRefused', () => {
  for (const text of ['', 'many', '1.2.3', 'about 3', '3 to 4', '1,50', '--3',
    '1/', '0x', '0xZZ', '5 % of 3', '10^', '∞', 'NaN', '1 00', '.5 and 6']) {
    assert.equal(readLiteral(text), null, text);
  }
});

const typed = (text, computed) => agrees(readLiteral(text), computed);

test('ALiteralIsAsPreciseAsItsDigits', () => {
  assert.ok(typed('0.015', 0.0146));
  assert.ok(!typed('0.0150', 0.0146));
  assert.ok(typed('448', 448.4));
  assert.ok(!typed('448', 448.6));
  assert.ok(!typed('448.0', 448.4));
});

test('ATieBetweenTwoLiteralsAgreesWithBoth', () => {
  assert.ok(typed('2.5', 2.45));
  assert.ok(typed('2.4', 2.45));
});

test('ExactFormsAreExact', () => {
  assert.ok(typed('1/3', 1 / 3));
  assert.ok(!typed('1/3', 0.3333));
  assert.ok(typed('2^-24', 5.9604644775390625e-8));
  assert.ok(!typed('10^-8', 1.01e-8));
  assert.ok(!typed('two', 2.001));
  assert.ok(!typed('0x7F', 128));
});

test('TheSignCounts', () => {
  assert.ok(!typed('3', -3));
  assert.ok(typed('−3', -3));
});

test('ZeroAgreesWithWhatRoundsToZero', () => {
  assert.ok(typed('0', 0));
  assert.ok(typed('0', -0));
  assert.ok(typed('0.0', 0.04));
  assert.ok(!typed('0.00', 0.04));
});

test('PercentIsAHundredth', () => {
  assert.ok(typed('1.5 %', 0.0146));
  assert.ok(!typed('1.5 %', 1.5));
});
