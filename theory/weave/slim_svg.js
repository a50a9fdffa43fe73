'use strict';
// gnuplot's SVG without what draws nothing: empty groups, marks that no
// one uses, defaults, blank lines. The picture stays the same.

const EMPTY_GROUP = /<g\b[^<>]*>\s*<\/g>/g;
const MARK = new RegExp(
    `<(path|circle|rect|use)\\b[^<>]*\\sid=(['"])([^'"]*-gp[^'"]*)\\2` +
    '[^<>]*/>', 'g');

function withoutEmptyGroups(svg) {
  for (let before = ''; before !== svg;) {
    before = svg;
    svg = svg.replace(EMPTY_GROUP, '');
  }
  return svg;
}

// A mark may use another, so one round is not enough.
function withoutUnusedMarks(svg) {
  for (let before = ''; before !== svg;) {
    before = svg;
    svg = svg.replace(MARK, (mark, tag, quote, id) =>
      svg.includes(`'#${id}'`) || svg.includes(`"#${id}"`) ? mark : '');
  }
  return svg;
}

// What an attribute says that is so anyway, as long as nothing says otherwise.
function withoutDefaults(svg) {
  return svg.includes('"round"') ? svg :
      svg.replace(/ stroke-linecap="butt" stroke-linejoin="miter"/g, '');
}

// One family for all is said once, at the root.
function withOneFamily(svg) {
  const families = new Set(svg.match(/ font-family="[^"]*"/g));
  if (families.size !== 1) return svg;
  const [family] = families;
  return svg.split(family).join('').replace('<svg', `<svg${family}`);
}

/** An SVG file's text -> the element, for a page. */
function slimSvg(svg) {
  const element = svg.slice(svg.indexOf('<svg'));
  const drawn = withoutUnusedMarks(withoutEmptyGroups(element));
  return withOneFamily(withoutDefaults(drawn))
      .replace(/>\s*\n\s*</g, '>\n<').trim();
}

module.exports = {slimSvg};
