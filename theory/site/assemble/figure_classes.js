'use strict';
// The attributes that gnuplot repeats on every mark and label, as classes of
// style/figures.css.

const kClasses = [
  [/ color=['"]var\(--plot-([1-8])\)['"]/, 'c'],
  [/ stroke=['"]var\(--plot-([1-8])\)['"]/, 's'],
  [/ stroke=['"]var\(--plot-ink\)['"]()/, 'axis'],
  [/ stroke=['"]var\(--plot-grid\)['"]()/, 'grid'],
  [/ stroke="none" fill="var\(--plot-ink\)"()/, 'text'],
];

function classed(tag) {
  const names = [];
  let rest = tag;
  for (const [attribute, name] of kClasses) {
    rest = rest.replace(attribute, (whole, number) => {
      names.push(name + number);
      return '';
    });
  }
  if (names.length === 0) return tag;
  return rest.replace(/(\s*\/?>)$/, ` class="${names.join(' ')}"$1`);
}

// A line of the grid brings its width with it.
const kGridLine = /<g stroke-width="0\.75">(<path\b[^>]* class="grid"\/>)<\/g>/g;

// Figure -> figure; the canvas keeps its attributes, it is what others inherit.
function withClasses(svg) {
  return svg
      .replace(/<(?:path|use|g|line|polyline|polygon)\b[^>]*>/g, (tag) =>
        tag.includes('gnuplot_canvas') || tag.includes(' class=') ? tag : classed(tag))
      .replace(kGridLine, '$1');
}

module.exports = {withClasses};
