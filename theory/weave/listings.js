'use strict';
// Listings, outputs and tables: what takes the place of a fence.

const {attributes, div, escapeHtml, para, rawBlock, span, str} =
    require('./nodes');
const {oneOf} = require('./nearest');
const {typesetPrinted, typesetWords} = require('./show_value');

const MAX_OUTPUT_LINES = 40;
const MAX_OUTPUT_COLUMNS = 80;

const code = (text) => ({t: 'Code', c: [['', [], []], text]});

const LANGUAGES = {cc: 'cpp', h: 'cpp', cu: 'cpp', py: 'python', sh: 'bash'};

/** ``` {.region file=… name=…} */
function listing(node, page) {
  const own = attributes(node);
  const [file, name] = [own.get('file'), own.get('name')];
  const region = page.sources.find(file, name, node.line);
  if (!region) return [];
  const language = LANGUAGES[file.split('.').pop()] || 'text';
  const lines = `${region.first}–${region.last}`;
  return [
    rawBlock(`<figure class="listing"${own.id ? ` id="${own.id}"` : ''}>`),
    {t: 'CodeBlock', c: [['', [language], []], region.lines.join('\n')]},
    rawBlock('<figcaption>'),
    para([code(region.path), str(`, lines ${lines}`)]),
    rawBlock('</figcaption></figure>'),
  ];
}

/** The part of a demo's output that a fence names, or null after a fault. */
function partOf(node, page) {
  const own = attributes(node);
  const [name, part] = [own.get('demo'), own.get('part') || ''];
  const demo = page.demos.byName.get(name);
  if (!demo) {
    page.faults.add(node.line, `no program '${name}'`,
        'list it in demos of the chapter; ' +
        oneOf(page.demos.byName.keys(), name));
    return null;
  }
  const text = demo.parts.get(part);
  if (text === undefined) {
    const parts = [...demo.parts.keys()].filter((p) => p);
    page.faults.add(node.line, `${name} prints no part '${part}'`,
        `Part("${part}") in the program, or ${oneOf(parts, part)}`);
    return null;
  }
  if (text.trim() === '') {
    page.faults.add(node.line, `the part '${part}' of ${name} is empty`,
        'let the program print it');
    return null;
  }
  return {demo, text, part};
}

function checkSize(lines, what, node, page) {
  if (lines.length > MAX_OUTPUT_LINES) {
    page.faults.add(node.line, `${what} has ${lines.length} lines`,
        `show at most ${MAX_OUTPUT_LINES}: print less, or use Part`);
  }
  const wide = lines.find((line) => [...line].length > MAX_OUTPUT_COLUMNS);
  if (wide !== undefined) {
    page.faults.add(node.line,
        `${what} is ${[...wide].length} columns wide: "${wide}"`,
        `at most ${MAX_OUTPUT_COLUMNS} fit the page`);
  }
}

const originOf = (page, demo) => demo.refused ?
    [str('Said by the compiler of '), code(`${demo.name}.cc`)] :
    [str('Printed by '), code(`bazel run //${page.folder}:${demo.name}`)];

/** ``` {.output demo=… part=…} */
function output(node, page) {
  const found = partOf(node, page);
  if (!found) return [];
  const {id} = attributes(node);
  const text = found.text.replace(/^\n+/, '').replace(/\s+$/, '');
  checkSize(text.split('\n'), `the output of ${found.demo.name}`, node, page);
  return [
    rawBlock(`<figure class="output"${id ? ` id="${id}"` : ''}><pre><samp>` +
             `${escapeHtml(text)}</samp></pre><figcaption>`),
    para(originOf(page, found.demo)),
    rawBlock('</figcaption></figure>'),
  ];
}

const isNumber = (cell) => /^[-+−]?(\d|0x|2\^|∞|inf|nan|—|–|$)/i.test(cell);
// Patterns of bits and codes line up only in a fixed width.
const PATTERN = /^([01]{3,}|[01]+([ \u00a0][01]+)+|0x[0-9a-f]+)$/i;

const PLAIN_COLUMN = {name: '', html: (text) => escapeHtml(typesetWords(text))};
const NUMBERS = {name: 'number', html: (text) =>
  escapeHtml(typesetPrinted(text))};
const PATTERNS = {name: 'pattern', html: (text) =>
  `<code>${escapeHtml(text).replace(/ /g, '\u00a0')}</code>`};

function columnKind(cells) {
  // 100 and 110 may be numbers; 001 is none.
  const isCode = cells.every((cell) => PATTERN.test(cell)) &&
      cells.some((cell) => /^0|[ \u00a0]/.test(cell));
  if (isCode) return PATTERNS;
  return cells.every(isNumber) ? NUMBERS : PLAIN_COLUMN;
}

function tableHtml(rows) {
  const [head, ...body] = rows;
  const kinds = head.map((_, i) => columnKind(body.map((row) => row[i])));
  const open = (tag, i, scope) => `<${tag}${scope ? ` scope="${scope}"` : ''}` +
      `${kinds[i].name ? ` class="${kinds[i].name}"` : ''}>`;
  const headRow = head.map((text, i) =>
    `${open('th', i, 'col')}${PLAIN_COLUMN.html(text)}</th>`).join('');
  const bodyRow = (row) => row.map((text, i) => i === 0 ?
      `${open('th', i, 'row')}${kinds[i].html(text)}</th>` :
      `${open('td', i)}${kinds[i].html(text)}</td>`).join('');
  return `<thead><tr>${headRow}</tr></thead>\n<tbody>\n` +
      body.map((row) => `<tr>${bodyRow(row)}</tr>`).join('\n') + '\n</tbody>';
}

function readRows(found, node, page) {
  const rows = found.text.replace(/^\n+|\n+$/g, '').split('\n')
      .map((line) => line.split('\t').map((cell) => cell.trim()));
  const ragged = rows.findIndex((row) => row.length !== rows[0].length);
  if (ragged > 0) {
    page.faults.add(node.line, `row ${ragged} of the table '${found.part}' ` +
        `has ${rows[ragged].length} cells, its header ${rows[0].length}`,
    'print one tab between two cells');
    return null;
  }
  if (rows.length < 2 || rows[0].length < 2) {
    page.faults.add(node.line, `the table '${found.part}' is no table`,
        'a header line and rows, cells separated by tabs');
    return null;
  }
  return rows;
}

/** ``` {.table demo=… part=… caption=…} */
function table(node, page) {
  const caption = attributes(node).get('caption');
  if (!caption) {
    page.faults.add(node.line, 'a table without a caption',
        'caption="what to see in it"');
  }
  const found = partOf(node, page);
  const rows = found && readRows(found, node, page);
  if (!rows) return [];
  const {id, label} = node.entry;
  return [
    rawBlock(`<figure class="table" id="${id}"><figcaption>`),
    para([span('', ['label'], [str(label)]), str(' ' + (caption || ''))]),
    rawBlock('</figcaption><div class="scroll"><table>\n' +
             `${tableHtml(rows)}\n</table></div></figure>`),
  ];
}

/** ``` {.sh}: commands, which a reader copies. */
const command = (node) => div('', ['command'],
    [{t: 'CodeBlock', c: [['', ['bash'], []], node.c[1]]}]);

module.exports = {command, listing, output, table};
