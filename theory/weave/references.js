'use strict';
// Links inside the book, to the glossary and to the references.
//
//   [](#fig-spacing)          this page: checked and filled in here
//   [](sec:04_int8/scale)     another page: checked when the site is assembled
//   [](ref:goldberg1991)      the references
//   [ulp]{.term} [ulp]{.def}  the glossary

const {attributes, plainText, span, str} = require('./nodes');
const {oneOf} = require('./nearest');

const link = (href, inlines, classes = []) =>
  ({t: 'Link', c: [['', classes, []], inlines, [href, '']]});

const textOf = (entry) => entry.label || entry.title || entry.id;

function inPage(id, node, page) {
  const entry = page.outline.ids.get(id);
  if (!entry) {
    page.faults.add(node.line, `nothing here has the id '${id}'`,
        oneOf(page.outline.ids.keys(), id));
    return node.c[1];
  }
  const text = node.c[1].length ? node.c[1] : [str(textOf(entry))];
  return link(`#${id}`, text);
}

function toPage(target, node, page) {
  const [to, id] = target.split('/');
  if (to === page.name) {
    return id ? inPage(id, node, page) : link('#', node.c[1]);
  }
  page.facts.links.push({to, id: id || '', line: node.line,
    file: page.file, fill: node.c[1].length === 0});
  return link(`${to}.html${id ? '#' + id : ''}`, node.c[1],
      node.c[1].length === 0 ? ['fill'] : []);
}

function toReference(key, node, page) {
  const entry = page.references.get(key);
  if (!entry) {
    page.faults.add(node.line, `no reference '${key}'`,
        `enter it into theory/references/references.json, or ` +
        oneOf(page.references.keys(), key));
    return node.c[1];
  }
  page.facts.references.add(key);
  const text = node.c[1].length ? node.c[1] : [str(entry)];
  return link(`references.html#${key}`, text, ['citation']);
}

/** A link of the text -> a link of the page. */
function resolveLink(node, page) {
  const [target] = node.c[2];
  const colon = target.indexOf(':');
  const [scheme, rest] = [target.slice(0, colon), target.slice(colon + 1)];
  if (target.startsWith('#')) return inPage(target.slice(1), node, page);
  if (scheme === 'sec') return toPage(rest, node, page);
  if (scheme === 'ref') return toReference(rest, node, page);
  if (scheme === 'https' && node.c[1].length > 0) {
    page.facts.outside.push({url: target, line: node.line});
    return link(target, node.c[1], ['outside']);
  }
  page.faults.add(node.line, `a link to '${target}' leads nowhere`,
      '#id, sec:PAGE/id, ref:KEY, or https://… with a text');
  return node.c[1];
}

/** `[1985]{c=ieee754}`: a constant that a source states. */
function cite(node, page) {
  const key = attributes(node).get('c');
  if (plainText(node.c[1]).trim() === '') {
    page.faults.add(node.line, `a constant cited from '${key}', without it`,
        'write the number: [1985]{c=…}');
  }
  page.facts.cited.push(
      {text: plainText(node.c[1]), key, line: node.line});
  const cited = toReference(key, node, page);
  return cited.t === 'Link' ? span('', ['cited'], [cited]) : cited;
}

function lookUp(name, page) {
  const plain = name.toLowerCase().replace(/’/g, '\'').replace(/\s+/g, ' ');
  return page.glossary.get(plain);
}

/** `[ulp]{.term}`, `[ulp]{.def}`. */
function term(node, page) {
  const own = attributes(node);
  const [kind] = own.classes;
  const name = own.get('of') || plainText(node.c[1]).trim();
  const entry = lookUp(name, page);
  if (!entry) {
    page.faults.add(node.line, `the glossary has no term '${name}'`,
        "enter it, or this spelling under 'also', in " +
        `theory/glossary/glossary.json; ${oneOf(page.glossary.keys(), name)}`);
    return node.c[1];
  }
  const {key, anchor} = entry;
  if (kind === 'term') {
    page.facts.terms.used.push({key, line: node.line});
    return link(`glossary.html#${anchor}`, node.c[1], ['term']);
  }
  const before = page.facts.terms.defined.find((d) => d.key === key);
  if (before) {
    page.faults.add(node.line, `'${key}' is defined twice (line ` +
        `${before.line})`, 'make this one [' + name + ']{.term}');
  }
  page.facts.terms.defined.push({key, id: `def-${anchor}`, line: node.line});
  return span(`def-${anchor}`, ['def'], node.c[1]);
}

module.exports = {cite, resolveLink, term};
