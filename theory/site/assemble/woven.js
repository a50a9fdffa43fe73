'use strict';
// A woven page, as the weaver left it: NAME.html and NAME.json.

const fs = require('fs');

const {escape} = require('./html.js');
const {themeFigures} = require('./figures.js');

// The facts' sections with their text; text before the first is the page's.
function sectionsOf(facts) {
  const text = new Map(facts.text.map((part) => [part.id, part.text]));
  return facts.sections.map(
      (section) => ({...section, text: text.get(section.id) ?? ''}));
}

function anchored(html, sections) {
  const titles = new Map(sections.map((s) => [s.id, s.title]));
  return html.replace(
      /<(h[234])\b([^>]*?) id="([^"]+)"([^>]*)>([^]*?)<\/\1>/g,
      (whole, tag, before, id, after, inner) => {
        if (!titles.has(id)) return whole;
        const name = escape(`Link to “${titles.get(id)}”`);
        return `<${tag}${before} id="${id}"${after}>${inner}` +
            `<a class="anchor" href="#${id}" aria-label="${name}">#</a></${tag}>`;
      });
}

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
    html: themeFigures(anchored(text, sections)),
  };
}

module.exports = {readPage};
