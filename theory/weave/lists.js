'use strict';
// The glossary and the references, as chapters look things up in them. What an
// entry holds: theory/glossary/README.md, theory/references/README.md.

/** "two's complement" -> "two-s-complement", the anchor in the list. */
const anchorOf = (key) =>
  key.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const plain = (name) => 
  name.toLowerCase().replace(/’/g, '\'').replace(/\s+/g, ' ').trim();

/** Map: any spelling in lower case -> {key, anchor}. */
function readGlossary(json, file, faults) {
  const names = new Map();
  for (const [key, entry] of Object.entries(json)) {
    for (const name of [key, ...(entry.also || [])].map(plain)) {
      if (names.has(name) && names.get(name).key !== key) {
        faults.add(1, `'${name}' is a spelling of '${key}' and of ` +
            `'${names.get(name).key}'`, 'leave it with one of them', file);
      }
      names.set(name, {key, anchor: anchorOf(key)});
    }
  }
  return names;
}

const familyName = (author) => author.trim().split(/\s+/).pop();

/** "Goldberg 1991", "Bai and Li 2019", "Xiao et al. 2023". */
function shortForm({label, authors, et_al: more, year}) {
  if (label) return label;
  const names = authors.map(familyName);
  if (more || names.length > 2) return `${names[0]} et al. ${year}`;
  return `${names.join(' and ')} ${year}`;
}

/** Map: key -> what stands in a sentence. */
const readReferences = (json) => new Map(
    Object.entries(json).map(([key, entry]) => [key, shortForm(entry)]));

module.exports = {anchorOf, readGlossary, readReferences, shortForm};
