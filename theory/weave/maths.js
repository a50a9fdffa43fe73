'use strict';
// Formulas: KaTeX, at build time, with MathML beside the picture.

let katex = null;

// Debian keeps Node's libraries where not every Node looks.
function load() {
  for (const place of ['katex', '/usr/share/nodejs/katex']) {
    try {
      return require(place);
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error('no KaTeX for Node; install the package katex: ' +
                  'scripts/setup');
}

// The whole of KaTeX's source would follow an error that is not caught.
function oneLine(error, tex) {
  const first = String(error.message).split('\n')[0]
      .replace(/^KaTeX parse error: /, '').slice(0, 160);
  return `the formula "${tex.trim().slice(0, 80)}" does not render: ${first}`;
}

/** TeX -> HTML with MathML, or '' after a fault. */
function formula(tex, display, line, faults) {
  katex = katex || load();
  try {
    return katex.renderToString(tex, {
      displayMode: display,
      output: 'htmlAndMathml',
      strict: 'error',
      throwOnError: true,
      trust: false,
    });
  } catch (error) {
    faults.add(line, oneLine(error, tex), 'katex.org/docs/supported lists ' +
        'what can be written; a percent sign is \\%');
    return '';
  }
}

module.exports = {formula};
