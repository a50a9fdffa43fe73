'use strict';
// `$…$` in the book's data files, rendered by KaTeX as the weaver renders it.

const {escape} = require('./html.js');

// Debian keeps Node's libraries where not every Node looks.
const katex = require('/usr/share/nodejs/katex');

// Plain text with formulas -> HTML. `where` names the text in a fault.
function withFormulas(text, where) {
  const parts = text.split('$');
  if (parts.length % 2 === 0) {
    throw new Error(`${where}: a "$" has no partner; write \\$…\\$ in pairs`);
  }
  return parts.map((part, i) => {
    if (i % 2 === 0) return escape(part);
    try {
      return katex.renderToString(part, {strict: 'error', throwOnError: true});
    } catch (error) {
      throw new Error(`${where}: KaTeX: ${error.message.split('\n')[0]}`);
    }
  }).join('');
}

module.exports = {withFormulas};
