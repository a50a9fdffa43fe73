'use strict';
// A comma after a formula begins no line: both stand in an element that breaks
// nowhere but inside the formula (style/text.css, .kept).

const kFormula = '<span class="katex">';
const kPunctuation = /^[.,;:!?)”’%]+/;

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

function keptTogether(html) {
  let out = '';
  let at = 0;
  for (let start = html.indexOf(kFormula); start >= 0;
    start = html.indexOf(kFormula, at)) {
    const end = endOfSpan(html, start);
    const after = kPunctuation.exec(html.slice(end, end + 8))?.[0] ?? '';
    const formula = html.slice(start, end);
    out += html.slice(at, start) +
        (after ? `<span class="kept">${formula}${after}</span>` : formula);
    at = end + after.length;
  }
  return out + html.slice(at);
}

module.exports = {keptTogether};
