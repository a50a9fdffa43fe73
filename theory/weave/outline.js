'use strict';
// Sections, numbered things and ids of a page, in one pass before weaving, so
// that a reference may point forward.

const {attributes, plainText, visitAll} = require('./nodes');

const ID = /^[A-Za-z][A-Za-z0-9_-]*$/;
const LABELS = {figure: 'Figure', table: 'Table', exercise: 'Exercise'};

/** The image of a paragraph that is one figure, or null. */
function figureOf(node) {
  if (node.t === 'Para' && node.c.length === 1 && node.c[0].t === 'Image') {
    return node.c[0];
  }
  if (node.t !== 'Figure') return null;
  let image = null;
  visitAll(node.c[2], (inner) => {
    if (inner.t === 'Image') image = inner;
  });
  return image;
}

/** "fig:ties_demo/spacing" -> ["ties_demo", "spacing"], or null. */
function figureTarget(image) {
  const match = image.c[2][0].match(/^fig:([^/]+)\/([^/]+)$/);
  return match && [match[1], match[2]];
}

class Outline {
  /** `chapter`: 3 for 03_formats, 0 for a page that is not a chapter. */
  constructor(chapter, faults) {
    this.chapter = chapter;
    this.faults = faults;
    this.counts = {figure: 0, table: 0, exercise: 0};
    this.ids = new Map();  // id -> {id, kind, label, title, line}
    this.sections = [];
    this.items = [];       // figures, tables, exercises
  }

  add(id, kind, line, title = '') {
    if (!ID.test(id)) {
      this.faults.add(line, `'${id}' cannot be an id`,
          'a letter, then letters, digits, - and _');
    }
    const first = this.ids.get(id);
    if (first) {
      this.faults.add(line, `the id '${id}' is there twice (line ` +
          `${first.line})`, 'rename one of them');
    }
    const entry = {id, kind, line, title, label: ''};
    if (kind in this.counts) {
      const number = ++this.counts[kind];
      entry.number = this.chapter ? `${this.chapter}.${number}` : `${number}`;
      entry.label = `${LABELS[kind]} ${entry.number}`;
      this.items.push(entry);
    }
    this.ids.set(id, entry);
    return entry;
  }
}

function addHeader(node, own, outline) {
  const [level] = node.c;
  const title = plainText(node.c[2]).trim();
  if (level === 1) {
    outline.faults.add(node.line, 'a heading of the first level',
        'the page has its title from the top of the file; write ##');
  }
  if (own.id === '') {
    const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
    outline.faults.add(node.line, `the section "${title}" has no id`,
        `write it down, others point at it: {#${slug}}`);
    return;
  }
  const entry = outline.add(own.id, 'section', node.line, title);
  outline.sections.push({id: own.id, title, level, line: node.line});
  node.entry = entry;
}

function addFigure(node, image, outline) {
  const target = figureTarget(image);
  // A newer pandoc makes a Figure of the paragraph and gives it the id.
  const ids = [attributes(image).id, (attributes(node) || {id: ''}).id];
  const id = ids.find((one) => one) || (target ? `fig-${target[1]}` : 'fig');
  node.entry =
      outline.add(id, 'figure', node.line, plainText(image.c[1]).trim());
}

// A region may be shown without anyone pointing at it.
function addCodeBlock(node, own, outline) {
  const [kind] = own.classes;
  if (kind === 'table') {
    const id = own.id || `tab-${own.get('part') || own.get('demo')}`;
    node.entry =
        outline.add(id, 'table', node.line, own.get('caption') || '');
  } else if (own.id) {
    outline.add(own.id, 'place', node.line);
  }
}

function addDiv(node, own, outline) {
  const [kind] = own.classes;
  if (kind === 'exercise') {
    const id = own.id || `ex-${outline.counts.exercise + 1}`;
    node.entry = outline.add(id, 'exercise', node.line);
  } else if (kind === 'wrong') {
    const id = own.id || 'wrong';
    if (!own.id) {
      outline.faults.add(node.line, 'a claim that fails without an id',
          'the appendix points at it: ::: {.wrong #wrong-…}');
    }
    const title = node.c[1].length ? plainText(node.c[1][0]).trim() : '';
    node.entry = outline.add(id, 'wrong', node.line, title);
  } else if (own.id) {
    outline.add(own.id, 'place', node.line);
  }
}

/** The outline of located blocks; numbered nodes get `entry`. */
function outlineOf(blocks, chapter, faults) {
  const outline = new Outline(chapter, faults);
  visitAll(blocks, (node) => {
    const image = figureOf(node);
    if (image) {
      addFigure(node, image, outline);
      return false;
    }
    const own = attributes(node);
    if (!own) return true;
    if (node.t === 'Header') addHeader(node, own, outline);
    else if (node.t === 'CodeBlock') addCodeBlock(node, own, outline);
    else if (node.t === 'Div') addDiv(node, own, outline);
    else if (own.id) outline.add(own.id, 'place', node.line);
    return true;
  });
  return outline;
}

module.exports = {figureOf, figureTarget, outlineOf};
