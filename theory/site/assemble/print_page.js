'use strict';
// The whole book on one page, for the PDF: answers at the end of each chapter,
// contents whose page numbers print_pdf.js fills in, running heads.

const {answersAtTheEnd} = require('./answers.js');
const {article, kBook} = require('./frame.js');
const {escape} = require('./html.js');

// Ids are unique within a page only, so each gets its page's name; links
// between pages become links within this one.
function within(html, name, pages) {
  const names = new Set(pages.map((p) => p.name));
  return html
      .replace(/(\s)id=(["'])([^"']+)\2/g, `$1id=$2${name}--$3$2`)
      .replace(/(\b(?:xlink:)?href=["'])#([^"']+)/g, `$1#${name}--$2`)
      .replace(/data-to="([^"]+)"/g, `data-to="${name}--$1"`)
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
  const whole = {...page, html: answersAtTheEnd(page.html)};
  const inside = within(article(whole), page.name, pages)
      .replace(/<details(?![^>]*\bopen\b)/g, '<details open');
  return `<section class="page" id="${page.name}--top" ` +
      `style="page: p${page.name}">\n${inside}\n</section>\n`;
}

const folio = (id) => `<span class="folio" data-to="${id}"></span>`;

function contentsLine(id, title, kind) {
  return `<li class="${kind}"><a href="#${id}"><span>${escape(title)}</span>` +
      `${folio(id)}</a></li>`;
}

// Chapters with their sections; of the pages at the end the title alone.
function contentsPage(pages) {
  const lines = pages.slice(1).flatMap((page) => [
    contentsLine(`${page.name}--top`, runningHead(page), 'chapter'),
    ...(page.lab ? page.sections : []).filter((s) => s.level === 2).map(
        (s) => contentsLine(`${page.name}--${s.id}`, s.title, 'section')),
  ]);
  return '<section class="page print-contents" style="page: pcontents">\n' +
      `<h1>Contents</h1>\n<ol>\n${lines.join('\n')}\n</ol>\n</section>\n`;
}

function runningHead(page) {
  const unit = /^(\d\d)_/.exec(page.name);
  return unit ? `${unit[1]}  ${page.title}` : page.title;
}

// A page's own head: the book at the left, the chapter at the right.
function headStyle(name, title) {
  const text = title.replace(/["\\]/g, '\\$&');
  return `@page p${name} { @top-left { content: "${kBook}" } ` +
      (title === kBook ? '' : `@top-right { content: "${text}" } `) +
      '@bottom-center { content: counter(page) } }\n';
}

function printPage(pages) {
  const heads = pages.map((page) => headStyle(page.name, runningHead(page)));
  const [first, ...others] = pages.map((page) => section(page, pages));
  return '<!doctype html>\n<html lang="en" data-theme="light">\n<head>\n' +
      '<meta charset="utf-8">\n' +
      `<title>${kBook}</title>\n` +
      '<link rel="stylesheet" href="katex.css">\n' +
      '<link rel="stylesheet" href="book.css">\n' +
      `<style>\n${headStyle('contents', 'Contents')}${heads.join('')}</style>\n` +
      '</head>\n<body><div class="frame"><main class="print-page">\n' +
      first + contentsPage(pages) + others.join('') +
      '</main></div></body>\n</html>\n';
}

module.exports = {printPage, within};
