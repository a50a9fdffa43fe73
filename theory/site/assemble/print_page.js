'use strict';
// The whole book on one page, with the answers open, for the PDF.

const {article, kBook} = require('./frame.js');

// Ids are unique within a page only, so each gets its page's name; links
// between pages become links within this one.
function within(html, name, pages) {
  const names = new Set(pages.map((p) => p.name));
  return html
      .replace(/(\s)id=(["'])([^"']+)\2/g, `$1id=$2${name}--$3$2`)
      .replace(/(\b(?:xlink:)?href=["'])#([^"']+)/g, `$1#${name}--$2`)
      .replace(/url\((['"]?)#/g, `url($1#${name}--`)
      .replace(/aria-labelledby="([^"]+)"/g, (whole, ids) =>
        `aria-labelledby="${ids.split(' ').map((i) => `${name}--${i}`).join(' ')}"`)
      .replace(/href="([\w]+)\.html(?:#([^"]*))?"/g, (whole, to, id) => {
        if (!names.has(to)) return whole;
        return `href="#${to}--${id ? id : 'top'}"`;
      })
      .replace(/href="\.\.\/book\.pdf"/g, `href="#${name}--top"`);
}

function section(page, pages) {
  const inside = within(article(page), page.name, pages)
      .replace(/<details(?![^>]*\bopen\b)/g, '<details open');
  return `<section class="page" id="${page.name}--top">\n${inside}\n</section>\n`;
}

function printPage(pages) {
  return '<!doctype html>\n<html lang="en" data-theme="light">\n<head>\n' +
      '<meta charset="utf-8">\n' +
      `<title>${kBook}</title>\n` +
      '<link rel="stylesheet" href="katex.css">\n' +
      '<link rel="stylesheet" href="book.css">\n</head>\n' +
      `<body><div class="frame"><main class="print-page">\n` +
      pages.map((page) => section(page, pages)).join('') +
      '</main></div></body>\n</html>\n';
}

module.exports = {printPage, within};
