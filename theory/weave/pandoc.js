'use strict';
// Calls pandoc: text to tree, tree to HTML.

const {spawnSync} = require('child_process');

// What an author may write: CommonMark and these. Named one by one, because
// the sets that pandoc offers change from version to version, and hold what
// would slip past the checks (raw TeX, links and ids that nobody wrote).
const FORMAT = ['commonmark', 'sourcepos', 'attributes', 'bracketed_spans',
  'fenced_divs', 'pipe_tables', 'footnotes', 'yaml_metadata_block', 'smart',
  'superscript', 'tex_math_dollars', 'definition_lists',
  'raw_html'].join('+');

function pandoc(args, options) {
  const done = spawnSync('pandoc', args,
      {encoding: 'utf8', maxBuffer: 1 << 28, ...options});
  if (done.error && done.error.code === 'ENOENT') {
    throw new Error("no program 'pandoc'; install the package pandoc: " +
                    'scripts/setup');
  }
  if (done.error) throw done.error;
  if (done.status !== 0) {
    throw new Error(`pandoc: ${done.stderr.trim() || 'exit ' + done.status}`);
  }
  return done.stdout;
}

/** Markdown text -> pandoc's tree, with positions (see locate.js). */
function parse(markdown) {
  return JSON.parse(
      pandoc(['-f', FORMAT, '-t', 'json'], {input: markdown}));
}

/** A tree -> an HTML fragment; sections become <section id=…>. */
function render(tree) {
  return pandoc(
      ['-f', 'json', '-t', 'html5', '--wrap=none', '--section-divs'],
      {input: JSON.stringify(tree)});
}

module.exports = {parse, render};
