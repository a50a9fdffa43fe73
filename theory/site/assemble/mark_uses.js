'use strict';
// gnuplot places and sizes every mark by itself. Here a mark of one size is
// said once, and used at its places: a third less for each point.

const kUse = new RegExp(
    `<use href=(['"])#([^'"]+)\\1 transform=(['"])` +
    'translate\\(([-\\d.]+),([-\\d.]+)\\) scale\\(([\\d.]+)\\)\\3([^<>]*?)/>', 'g');

// Fewer uses than this are not worth a definition.
const kWorth = 4;

function sizesOf(svg) {
  const count = new Map();
  for (const [, , mark, , , , size] of svg.matchAll(kUse)) {
    const key = `${mark} ${size}`;
    count.set(key, (count.get(key) || 0) + 1);
  }
  return [...count].filter(([, n]) => n >= kWorth).map(([key]) => key);
}

// A mark's own name, short: figure names are prefixes of ids already.
function nameOf(key, index) {
  return `${key.split('-gpPt')[0]}-m${index}`;
}

/** A figure -> the same picture, its repeated marks defined once. */
function sharedMarks(svg) {
  const names = new Map(sizesOf(svg).map((key, i) => [key, nameOf(key, i)]));
  if (names.size === 0) return svg;
  const uses = svg.replace(
      kUse, (whole, quote, mark, quote2, x, y, size, rest) => {
        const name = names.get(`${mark} ${size}`);
        return name ? `<use href='#${name}' x='${x}' y='${y}'${rest}/>` : whole;
      });
  const marks = [...names].map(([key, name]) => {
    const [mark, size] = key.split(' ');
    return `<use id='${name}' href='#${mark}' transform='scale(${size})'/>`;
  });
  return uses.replace('</defs>', () => `${marks.join('')}</defs>`);
}

module.exports = {sharedMarks};
