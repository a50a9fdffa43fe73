'use strict';

const assert = require('assert');
const {slimSvg} = require('./slim_svg');
const {test} = require('./testing');

test('WhatStandsBeforeTheElementGoes', () => {
  assert.equal(slimSvg('<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg></svg>\n'),
      '<svg></svg>');
});

test('EmptyGroupsGoEvenInsideOthers', () => {
  assert.equal(slimSvg('<svg><g a="1">\n<g b="2">\n</g>\n</g>\n<g>x</g></svg>'),
      '<svg>\n<g>x</g></svg>');
});

test('MarksThatAreUsedStayAndThoseTheyUse', () => {
  const defs = "<path id='f-gpPt0' d='a'/><path id='f-gpPt1' d='b'/>" +
      "<use xlink:href='#f-gpPt1' id='f-gpPt2'/>" +
      "<use xlink:href='#f-gpPt0' id='f-gpPt3'/>";
  const slim = slimSvg(`<svg>${defs}<use xlink:href='#f-gpPt2'/></svg>`);
  assert.match(slim, /gpPt1/);
  assert.match(slim, /id='f-gpPt2'/);
  assert.doesNotMatch(slim, /gpPt0|gpPt3/);
});

test('ANumberThatBeginsLikeAnotherDoesNotKeepIt', () => {
  const slim = slimSvg("<svg><path id='f-gpPt1' d='a'/>" +
      "<path id='f-gpPt10' d='b'/><use xlink:href='#f-gpPt10'/></svg>");
  assert.doesNotMatch(slim, /f-gpPt1'/);
  assert.match(slim, /id='f-gpPt10'/);
});

test('DefaultsGoOnlyWhereNothingSaysOtherwise', () => {
  const group = '<g stroke-linecap="butt" stroke-linejoin="miter">x</g>';
  assert.equal(slimSvg(`<svg>${group}</svg>`), '<svg><g>x</g></svg>');
  const round = `<svg><g stroke-linecap="round">${group}</g></svg>`;
  assert.equal(slimSvg(round), round);
});

test('TextKeepsItsSpaces', () => {
  const svg = '<svg><text>a <tspan>b</tspan> c</text></svg>';
  assert.equal(slimSvg(svg), svg);
});

test('OneFamilyIsSaidOnce', () => {
  const text = (family) => `<text font-family="${family}">x</text>`;
  assert.equal(slimSvg(`<svg>${text('A, B')}${text('A, B')}</svg>`),
      '<svg font-family="A, B"><text>x</text><text>x</text></svg>');
  const two = `<svg>${text('A')}${text('B')}</svg>`;
  assert.equal(slimSvg(two), two);
});
