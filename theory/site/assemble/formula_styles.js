'use strict';
// KaTeX gives almost every span of a formula a style of its own, and there are
// few different ones. Each becomes a class in the formulas' style sheet, which
// makes a page with many formulas a tenth smaller.

const kLength = '(?:height|top|vertical-align|width|min-width|margin-left|' +
    'margin-right|padding-left|border-bottom-width):-?[\\d.]+em;?';
const kSpan = new RegExp(
    `<span(?: class="([^"]*)")? style="((?:${kLength})+)"(?: class="([^"]*)")?>`, 'g');

// Important, since an inline style was.
function rule(name, style) {
  const important = style.replace(/;?$/, ';').replace(/;/g, '!important;');
  return `.katex .${name}{${important.slice(0, -1)}}`;
}

// Pages with html -> {pages, css}.
function shareFormulaStyles(pages) {
  const names = new Map();
  const share = (whole, before, style, after) => {
    if (!names.has(style)) names.set(style, `k${names.size}`);
    const classes = [before, after, names.get(style)].filter(Boolean);
    return `<span class="${classes.join(' ')}">`;
  };
  const shared = pages.map((page) => ({
    ...page,
    html: page.html.replace(kSpan, share)
        .replaceAll('<math xmlns="http://www.w3.org/1998/Math/MathML"', '<math'),
  }));
  const css = Array.from(names, ([style, name]) => rule(name, style));
  return {pages: shared, css: `\n${css.join('\n')}\n`};
}

module.exports = {shareFormulaStyles};
