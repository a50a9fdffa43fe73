'use strict';
// What pandoc's HTML needs before it is a page's.

/**
 * pandoc puts an id and a nameless link on every line of a listing; a keyboard
 * would stop there, and two pages in one would share the ids.
 */
function withoutLineLinks(html) {
  return html
      .replace(/<span id="cb\d+-\d+"><a href="#cb[\d-]+"[^>]*><\/a>/g, '<span>')
      .replace(/ id="cb\d+"/g, '');
}

/** Cuts out what the comments `<!--wrong ID-->` mark: Map id -> HTML. */
function markedBlocks(html, kind) {
  const found = new Map();
  const form = new RegExp(`<!--${kind} ([^ ]+)-->([^]*?)<!--/${kind} \\1-->`,
      'g');
  for (const [, id, text] of html.matchAll(form)) found.set(id, text.trim());
  return found;
}

const withoutMarks = (html) => html.replace(/<!--\/?\w+ [^ ]+-->\n?/g, '');

/** The finished fragment; throws when something of the chain is left over. */
function finish(html) {
  const clean = withoutMarks(withoutLineLinks(html));
  const left = clean.match(/data-pos=|id="cb\d|class="math /);
  if (left) throw new Error(`the weaver left ${left[0]} in the page`);
  return clean;
}

module.exports = {finish, markedBlocks};
