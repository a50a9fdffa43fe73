'use strict';
// References to other pages that were left without a text: the target's own
// name, "Figure 4.2" or "Units 4: the scale".

const {escape} = require('./html.js');

const kKinds = {figures: 'Figure', tables: 'Table', exercises: 'Exercise'};

// What the thing `id` of `page` is called in a sentence, or null.
function nameOf(page, id) {
  if (!id) return page.title;
  for (const [field, kind] of Object.entries(kKinds)) {
    const item = (page[field] ?? []).find((i) => i.id === id);
    if (item) return `${kind} ${item.number}`;
  }
  const section = page.sections.find((s) => s.id === id);
  if (section) return section.title;
  const wrong = (page.wrong ?? []).find((w) => w.id === id);
  return wrong ? wrong.title : null;
}

function fillLinks(page, pages) {
  const byName = new Map(pages.map((p) => [p.name, p]));
  const html = page.html.replace(
      /<a href="([^"#]+)\.html(?:#([^"]*))?" class="fill">\s*<\/a>/g,
      (whole, to, id) => {
        const target = byName.get(to);
        const name = target ? nameOf(target, id) : null;
        const href = `${to}.html${id ? `#${id}` : ''}`;
        return `<a href="${href}">${escape(name ?? href)}</a>`;
      });
  return {...page, html};
}

module.exports = {fillLinks, nameOf};
