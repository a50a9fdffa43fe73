'use strict';
// The works that the book cites, from theory/references/references.json.

const {escape} = require('./html.js');

function joined(names) {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

function authors(work) {
  return work.et_al ? `${work.authors.join(', ')} et al.` : joined(work.authors);
}

function link(work) {
  if (work.doi) {
    return ` <a href="https://doi.org/${encodeURI(work.doi)}">doi:${escape(work.doi)}</a>`;
  }
  if (work.arxiv) {
    return ` <a href="https://arxiv.org/abs/${work.arxiv}">arXiv:${work.arxiv}</a>`;
  }
  return work.url ? ` <a href="${escape(work.url)}">${escape(work.url)}</a>` : '';
}

function checked(key, work) {
  for (const field of ['authors', 'title', 'venue', 'year']) {
    if (work[field] === undefined || work[field].length === 0) {
      throw new Error(`theory/references/references.json: "${key}" has no ` +
                      `"${field}"; give one`);
    }
  }
  return work;
}

function entry(key, work) {
  checked(key, work);
  return `<li id="${key}">${escape(authors(work))} (${work.year}). ` +
      `<cite>${escape(work.title)}</cite>. ${escape(work.venue)}.${link(work)}</li>`;
}

function referencesPage(references) {
  const keys = Object.keys(references);
  return {
    name: 'references',
    title: 'References',
    question: '',
    html: '<ol class="references">\n' +
        keys.map((key) => entry(key, references[key])).join('\n') + '\n</ol>\n',
    sections: keys.map((key) => ({
      id: key,
      level: 2,
      title: references[key].title,
      text: `${authors(references[key])}. ${references[key].venue}. ${references[key].year}.`,
    })),
  };
}

module.exports = {referencesPage};
