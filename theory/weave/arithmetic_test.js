'use strict';

const assert = require('assert');
const {isFalseEquation, valueOf} = require('./arithmetic');
const {test} = require('./testing');

const VALUES = {
  Sums: ['-128 + 64 + 16 + 4 + 2', -42],
  ProductsBindTighter: ['999 - 3 \\cdot 256', 231],
  QuotientsGoFromLeftToRight: ['12/2/3', 2],
  Powers: ['2^{10} - 2^3', 1016],
  NegativePowers: ['0.75 \\cdot 2^{-2}', 0.1875],
  PowersWithASum: ['2^{16-7}', 512],
  AMinusIsWeakerThanAPower: ['-2^2', -4],
  AMinusBeforeABracket: ['-(1 + 2/4) \\cdot 2^{5-3}', -6],
  SideBySideIsAProduct: ['(2 - 2^{-10})\\,2^{15}', 65504],
  GroupsOfDigits: ['299\\,792\\,458', 299792458],
  CommasInBraces: ['65{,}536', 65536],
  SmallFractions: ['\\tfrac12+\\tfrac18+\\tfrac1{16}', 11 / 16],
  FractionsWithBraces: ['\\tfrac{11}{16}', 11 / 16],
  FractionsAndMore: ['12 + \\tfrac34 - 25', -12.25],
  Floors: ['\\lfloor (2^{31}-1)/2^{14} \\rfloor', 131071],
};
for (const [name, [tex, value]] of Object.entries(VALUES)) {
  test(`Value${name}`, () => assert.equal(valueOf(tex), value));
}

const EQUATIONS = {
  ATrueOne: ['2^{10} = 1024', false],
  AFalseOne: ['2^{10} = 1000', true],
  ADecimalOne: ['0.1 \\cdot (127 + 20) = 14.7', false],
  AFalseDecimalOne: ['0.1 \\cdot (127 + 20) = 14.8', true],
  OneOfThreeSides: ['2 + 2 = 4 = 5', true],
  AFalseSign: ['-1.25 \\cdot 2^1 = 2.5', true],
  ZeroIsZero: ['1 - 1 = 0', false],
  NothingByNothing: ['0/0 = 1', true],
  ALetter: ['n = 8', false],
  AnotherRelation: ['3^5 \\approx 250', false],
  NoEquation: ['3 \\cdot 256', false],
  Unfinished: ['2 + = 2', false],
  Empty: ['', false],
};
for (const [name, [tex, expected]] of Object.entries(EQUATIONS)) {
  test(`Equation${name}`, () => assert.equal(isFalseEquation(tex), expected));
}
