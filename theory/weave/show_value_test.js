'use strict';

const assert = require('assert');
const {agrees, readLiteral} = require('./literal');
const {raisePowers, showValue, typeset, typesetPrinted, typesetWords} =
    require('./show_value');
const {test} = require('./testing');

test('AnIntegerIsShownInFull', () => {
  assert.equal(showValue(448, {}), '448');
  assert.equal(showValue(-128, {}), '−128');
  assert.equal(showValue(0, {}), '0');
  assert.equal(showValue(1024, {}), '1024');
  assert.equal(showValue(65504, {}), '65\u202f504');
  assert.equal(showValue(1234567, {}), '1\u202f234\u202f567');
});

test('AFractionNeedsDigits', () => {
  assert.equal(showValue(0.1, {}), null);
  assert.equal(showValue(1e300, {}), null);
});

test('SignificantDigits', () => {
  assert.equal(showValue(0.014634, {digits: 3}), '0.0146');
  assert.equal(showValue(49.7612, {digits: 3}), '49.8');
  assert.equal(showValue(49.96, {digits: 3}), '50.0');
  assert.equal(showValue(1287451, {digits: 3}), '1\u202f290\u202f000');
  assert.equal(showValue(2, {digits: 3}), '2.00');
  assert.equal(showValue(0, {digits: 3}), '0');
  assert.equal(showValue(-0.5, {digits: 1}), '−0.5');
});

test('SmallAndLargeOnesHavePowersOfTen', () => {
  assert.equal(showValue(6.0249e-8, {digits: 3}), '6.02·10⁻⁸');
  assert.equal(showValue(9.999e-8, {digits: 2}), '1.0·10⁻⁷');
  assert.equal(showValue(3.4028e38, {digits: 3}), '3.40·10³⁸');
});

test('DecimalsAfterThePoint', () => {
  assert.equal(showValue(49.7612, {decimals: 2}), '49.76');
  assert.equal(showValue(12345.678, {decimals: 1}), '12\u202f345.7');
  assert.equal(showValue(-0.0001, {decimals: 2}), '0.00');
});

test('PercentAndHexadecimal', () => {
  assert.equal(showValue(0.0146, {as: 'percent', digits: 3}), '1.46\u202f%');
  assert.equal(showValue(0.5, {as: 'percent'}), '50\u202f%');
  assert.equal(showValue(127, {as: 'hex'}), '0x7F');
  assert.equal(showValue(-128, {as: 'hex'}), '−0x80');
  assert.equal(showValue(0.5, {as: 'hex'}), null);
});

test('WhatIsWovenInWouldAlsoPassWhenTyped', () => {
  for (const value of [6.0249e-8, 0.014634, 49.7612, 999.95, 1287451, 65504,
    -3.7, 3.4028e38]) {
    for (const digits of [1, 2, 3, 6]) {
      const text = showValue(value, {digits});
      // Zeros that fill up to the point are no digits: 1 290 000.
      if (/0$/.test(text) && !text.includes('.')) continue;
      assert.ok(agrees(readLiteral(text), value), `${value}: ${text}`);
    }
  }
});

test('ATypedNumberIsTypeset', () => {
  assert.equal(typeset('-6.02·10^-8'), '−6.02·10⁻⁸');
  assert.equal(typeset('2^(−149)'), '2⁻¹⁴⁹');
  assert.equal(typeset('3 * 10^6'), '3·10⁶');
  assert.equal(typeset('-0.61'), '−0.61');
  assert.equal(typeset('16 two-byte words'), '16\u00a0two-byte words');
  assert.equal(typeset('1.5 %'), '1.5\u00a0%');
  assert.equal(typeset('448'), '448');
});

test('APowerIsRaisedWhereverItStands', () => {
  assert.equal(raisePowers('2^-8'), '2⁻⁸');
  assert.equal(raisePowers('2^(-8)'), '2⁻⁸');
  assert.equal(raisePowers('2^(−8)·3'), '2⁻⁸·3');
  assert.equal(raisePowers('10^+6'), '10⁺⁶');
  assert.equal(raisePowers('2^10 and 2^-3.'), '2¹⁰ and 2⁻³.');
});

test('ABracketAroundAPowerKeepsBothItsEnds', () => {
  assert.equal(raisePowers('(2 - 2^-8) · 2^127'), '(2 - 2⁻⁸) · 2¹²⁷');
  assert.equal(raisePowers('20 log10(2^8)?'), '20 log10(2⁸)?');
  assert.equal(raisePowers('f(2^(-8))'), 'f(2⁻⁸)');
  assert.equal(raisePowers('(2^(8) - 1)'), '(2⁸ - 1)');
});

test('WhatIsNoPowerOfADigitIsLeft', () => {
  for (const text of ['2^(16 - 7)', '2^(bits-1)', '2^bits', '2^16.5', '2^8x',
    '2^(8', 'a^', '^']) {
    assert.equal(raisePowers(text), text);
  }
});

test('APrintedNumberIsTypeset', () => {
  assert.equal(typesetPrinted('1.4e-45'), '1.4·10⁻⁴⁵');
  assert.equal(typesetPrinted('1.7977e+308'), '1.7977·10³⁰⁸');
  assert.equal(typesetPrinted('1e-06'), '10⁻⁶');
  assert.equal(typesetPrinted('-1e+10'), '−10¹⁰');
  assert.equal(typesetPrinted('11e0'), '11·10⁰');
  assert.equal(typesetPrinted('-0.25'), '−0.25');
  assert.equal(typesetPrinted('0x1e5'), '0x1e5');
  assert.equal(typesetPrinted('2^-16'), '2⁻¹⁶');
});

test('AMinusAmongWordsIsAMinus', () => {
  assert.equal(typesetWords('-1/16'), '−1/16');
  assert.equal(typesetWords('1 / -0, sqrt(-1)'), '1 / −0, sqrt(−1)');
  assert.equal(typesetWords('(2 - 2^-8) · 2^127'), '(2 − 2⁻⁸) · 2¹²⁷');
  assert.equal(typesetWords('from -8 to .5 or -.5'), 'from −8 to .5 or −.5');
  for (const text of ['float8-2', 'a 4-bit code', 'x - y', 'UTF-8', '--out=1']) {
    assert.equal(typesetWords(text), text);
  }
});
