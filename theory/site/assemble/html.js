'use strict';
// The little that the assembly needs to know of HTML.

const kEscapes = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

// Text -> HTML text, also fit for an attribute in double quotes.
function escape(text) {
  return String(text).replace(/[&<>"]/g, (c) => kEscapes[c]);
}

// HTML -> its text, entities decoded, white space collapsed.
function textOf(html) {
  const named = {amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' '};
  return html.replace(/<[^>]*>/g, '')
      .replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) => {
        if (name[0] !== '#') return named[name] ?? whole;
        const hex = name[1] === 'x' || name[1] === 'X';
        return String.fromCodePoint(
            parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10));
      })
      .replace(/\s+/g, ' ')
      .trim();
}

// An anchor: lower case, one hyphen for every run of other characters.
function slug(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

module.exports = {escape, slug, textOf};
