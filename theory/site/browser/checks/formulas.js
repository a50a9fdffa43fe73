'use strict';
// A bracket before a formula and a comma after it stand on its line, however
// wide the page is.

// Widths of the text, in pixels: each puts other words at the ends of lines.
const kWidths = Array.from({length: 12}, (unused, i) => 260 + 11 * i);

function parted(widths) {
  const main = document.querySelector('main');
  const range = document.createRange();
  const box = (text, i) => {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    return range.getBoundingClientRect();
  };
  // Text on the other side of the formula's wrapper (.kept) counts as well.
  const beside = (formula, way) => {
    const kept = formula.parentElement.closest('.kept');
    const next = formula[way] ?? (kept && kept[way]);
    return next?.nodeType === Node.TEXT_NODE && next.length > 0 ? next : null;
  };
  const apart = (mark, base) => {
    const middle = (mark.top + mark.bottom) / 2;
    return mark.height > 0 && base.height > 0 &&
        (middle < base.top || middle > base.bottom);
  };
  const pairs = Array.from(main.querySelectorAll('.katex')).flatMap((formula) => {
    const bases = formula.querySelectorAll('.katex-html .base');
    if (bases.length === 0) return [];
    const before = beside(formula, 'previousSibling');
    const after = beside(formula, 'nextSibling');
    return [
      ...before && /[([“‘„"]$/.test(before.data) ?
          [{text: before, at: before.length - 1, base: bases[0]}] : [],
      ...after && /^[.,;:!?)\]”’"%]/.test(after.data) ?
          [{text: after, at: 0, base: bases[bases.length - 1]}] : [],
    ];
  });
  const faults = new Set();
  for (const width of widths) {
    main.style.width = `${width}px`;
    for (const {text, at, base} of pairs) {
      if (!apart(box(text, at), base.getBoundingClientRect())) continue;
      faults.add(`"${text.data[at]}" does not stand with ` +
          `${base.textContent.slice(0, 30)} at ${width} pixels`);
    }
  }
  main.style.width = '';
  return Array.from(faults).slice(0, 8);
}

exports.cases = [{
  name: 'AFormulaKeepsItsPunctuation',
  async run(page, context) {
    context.dirty();
    await context.fresh(page, {width: 768});
    await page.evaluate(
        'document.querySelectorAll("details").forEach((d) => { d.open = true; })');
    return page.call(parted, kWidths);
  },
}];
