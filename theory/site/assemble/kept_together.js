'use strict';
// A comma after a formula begins no line, and a bracket before it ends none:
// they stand in an element that breaks nowhere but inside the formula
// (style/text.css, .kept).

const kFormula = '<span class="katex">';
const kBase = '<span class="base">';
const kBefore = /[([“‘„"]+$/;
const kAfter = /^[.,;:!?)\]”’"%]+/;

// The end of the span that opens at `start`.
function endOfSpan(html, start) {
  let depth = 0;
  const tag = /<(\/?)span\b[^>]*>/g;
  tag.lastIndex = start;
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0) return tag.lastIndex;
  }
  return html.length;
}

// A browser may break after each of a formula's bases, so the last one must
// not stand alone where something follows it.
function withLastBaseKept(formula) {
  const start = formula.lastIndexOf(kBase);
  if (start < 0) return formula;
  const end = endOfSpan(formula, start);
  return `${formula.slice(0, start)}<span class="kept">` +
      `${formula.slice(start, end)}</span>${formula.slice(end)}`;
}

function keptTogether(html) {
  let out = '';
  let at = 0;
  for (let start = html.indexOf(kFormula); start >= 0;
    start = html.indexOf(kFormula, at)) {
    const end = endOfSpan(html, start);
    const between = html.slice(at, start);
    const before = kBefore.exec(between)?.[0] ?? '';
    const after = kAfter.exec(html.slice(end, end + 8))?.[0] ?? '';
    const formula = html.slice(start, end);
    const whole = before + (after ? withLastBaseKept(formula) : formula) + after;
    out += between.slice(0, between.length - before.length) +
        (before || after ? `<span class="kept">${whole}</span>` : whole);
    at = end + after.length;
  }
  return out + html.slice(at);
}

module.exports = {keptTogether};
