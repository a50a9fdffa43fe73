'use strict';
// Every link inside the book leads to a page and an id that exist, and no id
// is there twice.

function idsOf(html) {
  return Array.from(html.matchAll(/\sid=(?:"([^"]*)"|'([^']*)')/g),
                    (m) => m[1] ?? m[2]);
}

function duplicates(ids) {
  const seen = new Set();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}

// Where an author wrote the link, as far as the weaver knows it.
function place(page, name, id) {
  const link = (page.links ?? []).find(
      (l) => l.to === name && (l.id ?? '') === (id ?? ''));
  return link ? `${link.file}:${link.line}` : `page ${page.name}`;
}

function nearest(id, ids) {
  const start = id.slice(0, 3);
  const like = Array.from(ids).filter((i) => i.startsWith(start)).slice(0, 6);
  return like.length === 0 ? '' : `; near: ${like.join(', ')}`;
}

// `pages` have their final html; `files` are the other files of the book.
// Returns faults, each with place and remedy.
function brokenLinks(pages, files) {
  const ids = new Map(pages.map((p) => [`${p.name}.html`, new Set(idsOf(p.html))]));
  const faults = [];
  for (const page of pages) {
    for (const id of duplicates(idsOf(page.html))) {
      faults.push(`page ${page.name}: the id "${id}" is there twice; rename one`);
    }
    for (const [, href] of page.html.matchAll(/\shref="([^"]*)"/g)) {
      const fault = faultOf(href, page, ids, files);
      if (fault) faults.push(fault);
    }
  }
  return faults;
}

function faultOf(href, page, ids, files) {
  if (/^(https?|data):/.test(href)) return null;
  const [file, id] = href.split('#');
  const target = file === '' ? `${page.name}.html` : file;
  const name = target.replace(/\.html$/, '');
  if (!ids.has(target)) {
    if (files.includes(target)) return null;
    return `${place(page, name, id)}: the book has no page "${name}"; ` +
        'enter it in labs/labs.bzl, or write the name of one that exists';
  }
  if (id === undefined || id === '' || ids.get(target).has(id)) return null;
  return `${place(page, name, id)}: nothing on page ${name} has the id ` +
      `"${id}"; give it that id or correct the link${nearest(id, ids.get(target))}`;
}

module.exports = {brokenLinks, duplicates, idsOf};
