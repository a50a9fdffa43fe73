'use strict';
// Calls pandoc: text to tree, tree to HTML.

const {spawnSync} = require('child_process');

// What an author may write. Off is what would slip past the checks (raw TeX,
// ids and links that nobody wrote) or surprise (":x:" as a picture).
const FORMAT = 'commonmark_x+sourcepos-raw_tex-raw_attribute-emoji' +
    '-gfm_auto_identifiers-implicit_header_references';

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
