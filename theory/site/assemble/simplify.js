'use strict';
// Straight runs of a curve need their ends only: a program may draw a
// staircase of eight treads with a thousand points.

// Less than can be seen, in the figure's units.
const kTolerance = 0.04;

function distance([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(x - x0, y - y0);
  return Math.abs(dy * (x - x0) - dx * (y - y0)) / length;
}

// Whether `point` lies on the way from `from` to `to`, not beyond either.
function between(point, from, to) {
  if (distance(point, from, to) > kTolerance) return false;
  const along = (point[0] - from[0]) * (to[0] - from[0]) +
      (point[1] - from[1]) * (to[1] - from[1]);
  const whole = (to[0] - from[0]) ** 2 + (to[1] - from[1]) ** 2;
  return along >= 0 && along <= whole;
}

// Keeps a point when some point since the last one kept would be missed.
function simplified(points) {
  const kept = [points[0]];
  let from = 0;
  for (let i = 2; i < points.length; ++i) {
    const skipped = points.slice(from + 1, i);
    if (skipped.length < 64 &&
        skipped.every((point) => between(point, points[from], points[i]))) {
      continue;
    }
    from = i - 1;
    kept.push(points[from]);
  }
  if (points.length > 1) kept.push(points[points.length - 1]);
  return kept;
}

const tenths = (v) => Math.round(v * 10);
const number = (t) => String(t / 10);

// The step from one point to the next, both in tenths.
function step([x0, y0], [x1, y1]) {
  if (y0 === y1) return `h${number(x1 - x0)}`;
  if (x0 === x1) return `v${number(y1 - y0)}`;
  return `l${number(x1 - x0)},${number(y1 - y0)}`;
}

// Relative steps between rounded points: short, and no error adds up.
function pathOf(points) {
  const at = points.map((p) => p.map(tenths));
  const steps = at.slice(1).map((point, i) => step(at[i], point));
  return `M${at[0].map(number).join(',')}${steps.join('')}`;
}

// "M1.00,2.00 L3.00,4.00 …" in relative steps of whole tenths of a unit, without
// needless points. A path of other commands is left as it is.
function simplifyPath(d) {
  if (!/^[\sMLZz\d.,-]*$/.test(d)) return d;
  return Array.from(d.matchAll(/M([^MZz]*)([Zz]?)/g), ([, line, close]) => {
    const points = line.split('L').map(
        (p) => p.trim().split(/[\s,]+/).map(Number));
    if (points.some((p) => p.length !== 2 || p.some(Number.isNaN))) {
      return `M${line}${close}`;
    }
    return pathOf(simplified(points)) + close;
  }).join('');
}

// Every path of a figure.
function simplify(svg) {
  return svg.replace(/ d='([^']*)'/g,
                     (whole, d) => ` d='${simplifyPath(d)}'`);
}

module.exports = {simplify, simplifyPath};
