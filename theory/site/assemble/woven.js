'use strict';
// A woven page, as the weaver left it: NAME.html and NAME.json.

const fs = require('fs');

const {escape} = require('./html.js');
const {keptTogether} = require('./kept_together.js');
const {themeFigures} = require('./figures.js');

// The facts' sections with their text; text before the first is the page's.
function sectionsOf(facts) {
  const text = new Map(facts.text.map((part) => [part.id, part.text]));
  return facts.sections.map(
      (section) => ({...section, text: text.get(section.id) ?? ''}));
}

function anchor(id, title) {
  const name = escape(`Link to “${title}”`);
  return `<a class="anchor" href="#${id}" aria-label="${name}">#</a>`;
}

// A link to itself at the heading of each section.
function anchored(html, sections) {
  const titles = new Map(sections.map((s) => [s.id, s.title]));
  return html.replace(
      /(<section id="([^"]+)"[^>]*>\s*<(h[2-6])\b[^>]*>)([^]*?)(<\/\3>)/g,
      (whole, open, id, tag, inner, close) => !titles.has(id) ? whole :
        `${open}${inner}${anchor(id, titles.get(id))}${close}`);
}

// KaTeX keeps the source of each formula beside its MathML, and an element to
// hold the two together; a page needs neither.
function withoutSources(html) {
  return html.replace(
      /<annotation encoding="application\/x-tex">[^]*?<\/annotation><\/semantics>/g, '')
      .replaceAll('<semantics>', '');
}

// pandoc wraps each line of a listing for the numbers that we do not show.
function withoutLines(html) {
  return html.replace(/<pre\b[^>]*>[^]*?<\/pre>/g, (pre) => pre
      .replace(/(^|<code[^>]*>)<span>(.*?)<\/span>(?=$|<\/code>)/gm,
               (whole, before, line) => balanced(line) ? before + line : whole));
}

function balanced(line) {
  let open = 0;
  for (const [, slash] of line.matchAll(/<(\/?)span\b[^>]*>/g)) {
    open += slash ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}

const shown = (html) =>
  keptTogether(themeFigures(withoutLines(withoutSources(html))));

function readPage({name, html, json}) {
  const facts = JSON.parse(fs.readFileSync(json, 'utf8'));
  const sections = sectionsOf(facts);
  const text = fs.readFileSync(html, 'utf8');
  const lead = facts.text.find((part) => part.id === '');
  return {
    ...facts,
    name,
    sections,
    lead: lead ? lead.text : '',
    html: shown(anchored(text, sections)),
    wrong: (facts.wrong ?? []).map((box) => ({...box, html: shown(box.html)})),
  };
}

module.exports = {readPage};
