'use strict';
// The appendix of claims that fail: every `::: wrong` of the chapters, with
// the evidence as it stands there.

const {escape} = require('./html.js');

// The same figure or formula may not have its ids twice in the book's PDF, so
// what is quoted gets ids of its own.
function requoted(html, prefix) {
  return html
      .replace(/ id=(["'])([^"']+)\1/g, ` id=$1${prefix}-$2$1`)
      .replace(/(href=["'])#([^"']+)/g, `$1#${prefix}-$2`)
      .replace(/url\(#/g, `url(#${prefix}-`)
      .replace(/aria-labelledby="([^"]+)"/g, (whole, ids) =>
        `aria-labelledby="${ids.split(' ').map((i) => `${prefix}-${i}`).join(' ')}"`);
}

// A link inside its chapter leads back there when the target is not quoted.
function outward(html, prefix, page) {
  return html.replace(/href="#([^"]+)"/g, (whole, id) => {
    if (html.includes(`id="${id}"`)) return whole;
    return `href="${page.name}.html#${id.slice(prefix.length + 1)}"`;
  });
}

function entry(wrong, page) {
  const id = `${page.name}-${wrong.id}`;
  const quoted = outward(requoted(wrong.html, id), id, page);
  return `<div class="wrong" id="${id}">\n${quoted}\n` +
      `<p class="from">From <a href="${page.name}.html#${wrong.id}">` +
      `${escape(page.title)}</a>.</p>\n</div>\n`;
}

function chapter(page) {
  const entries = page.wrong.map((wrong) => entry(wrong, page)).join('');
  return `<h2 id="in-${page.name}">${escape(page.title)}</h2>\n${entries}`;
}

function mistakesPage(pages) {
  const with_ = pages.filter((page) => (page.wrong ?? []).length > 0);
  return {
    name: 'mistakes',
    title: 'Claims that fail',
    question: 'What sounds right, and what did the test show?',
    html: '<p>Statements that one meets or could well believe, each tested ' +
        'where the chapter comes to it, with what the test showed. Where a ' +
        'work makes the claim, it is named.</p>\n' +
        with_.map(chapter).join(''),
    sections: with_.map((page) => ({
      id: `in-${page.name}`,
      level: 2,
      title: page.title,
      text: page.wrong.map((wrong) => wrong.title).join(' '),
    })),
  };
}

module.exports = {mistakesPage};
