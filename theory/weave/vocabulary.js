'use strict';
// The words an author may use. A class or attribute that is not here is a
// typing error, and would vanish without a word.

const {attributes, visitAll} = require('./nodes');
const {oneOf} = require('./nearest');

// Class -> its attributes.
const DIVS = {
  goals: [],
  remember: [],
  wrong: ['said'],
  exercise: ['graded'],
  answer: [],
  widget: ['name'],
};
// A widget's own attributes; theory/widgets says what they mean.
const WIDGETS = {
  bits: ['value', 'format', 'rounding', 'overflow'],
  quantizer: ['distribution', 'seed', 'bits', 'symmetry'],
  turn: [],
  wheel: ['bits'],
};
const BLOCKS = {
  region: ['file', 'name'],
  output: ['demo', 'part'],
  table: ['demo', 'part', 'caption'],
  sh: [],
};
const SPANS = {
  term: ['of'],
  def: ['of'],
  name: [],
};
const VALUE = ['v', 'digits', 'decimals', 'as'];
const CITED = ['c'];

function checkWords(kind, own, words, line, faults) {
  if (own.classes.length > 1) {
    faults.add(line, `${kind} of several classes: ${own.classes.join(' ')}`,
        'one class each');
    return false;
  }
  if (own.classes[0] in words) return true;
  const what = own.classes[0] ? `the class '${own.classes[0]}'` : 'no class';
  faults.add(line, `${kind} with ${what}`,
      oneOf(Object.keys(words), own.classes[0]));
  return false;
}

function checkKeys(kind, own, allowed, line, faults) {
  for (const [key, value] of own.pairs) {
    if (!allowed.includes(key)) {
      faults.add(line, `${kind} with the attribute '${key}'`,
          allowed.length ? oneOf(allowed, key) : 'it takes none');
    } else if (value === '') {
      faults.add(line, `${kind}: ${key} is empty`, `write ${key}="…"`);
    }
  }
}

function checkDiv(node, own, faults) {
  if (!checkWords('a div', own, DIVS, node.line, faults)) return;
  const kind = own.classes[0];
  let keys = DIVS[kind];
  if (kind === 'widget') {
    const name = own.get('name');
    if (!(name in WIDGETS)) {
      faults.add(node.line, `no widget '${name}'`,
          oneOf(Object.keys(WIDGETS), name));
      return;
    }
    keys = keys.concat(WIDGETS[name]);
  }
  checkKeys(`the div '${kind}'`, own, keys, node.line, faults);
}

function checkSpan(node, own, faults) {
  const line = node.line;
  const bound = own.get('v') !== undefined;
  const cited = own.get('c') !== undefined;
  if (bound || cited) {
    if (own.classes.length > 0 || (bound && cited)) {
      faults.add(line, 'a number that is bound and something else',
          'one of v=…, c=…, .term, .def, .name');
    }
    checkKeys('a number', own, bound ? VALUE : CITED, line, faults);
  } else if (own.classes.length === 0 && own.pairs.length > 0) {
    checkKeys('a span', own, [...VALUE, ...CITED], line, faults);
  } else if (own.classes.length > 0 || own.id === '') {
    if (checkWords('a span', own, SPANS, line, faults)) {
      checkKeys(`a '${own.classes[0]}'`, own, SPANS[own.classes[0]], line,
          faults);
    }
  }
}

function checkCodeBlock(node, own, faults) {
  const [kind] = own.classes;
  if (!(kind in BLOCKS)) {
    faults.add(node.line, 'a listing that nobody compiles' +
        (kind ? ` (class '${kind}')` : ''),
    'show a region of a program: ``` {.region file="…" name="…"}; ' +
        'a command is ``` {.sh}');
    return;
  }
  checkWords('a block', own, BLOCKS, node.line, faults);
  checkKeys(`the block '${kind}'`, own, BLOCKS[kind], node.line, faults);
  const empty = node.c[1].trim() === '';
  if (kind === 'sh' && empty) {
    faults.add(node.line, 'a command that is empty', 'write it, or leave it');
  } else if (kind !== 'sh' && !empty) {
    faults.add(node.line, `text inside the block '${kind}'`,
        'its text comes from the program: close the fence at once');
  }
}

function checkRaw(node, faults) {
  const [, text] = node.c;
  if (/^\s*<!--[^]*-->\s*$/.test(text)) return;
  const [first] = text.trim().split('\n');
  faults.add(node.line, `HTML in the text: ${first.slice(0, 40)}`,
      'use the syntax of theory/README.md; for "<" write \\<');
}

// What pandoc did not understand it leaves in the text.
const LEFT_OVER = [
  [/\$/, 'a formula that does not end, or whose braces do not match'],
  [/`/, 'code that does not end'],
  [/:::/, 'a div that is not one: blank lines around it?'],
  [/\]\(|\]\[/, 'a link or a figure that is not one'],
  [/[{}]/, 'attributes that are none, or a set outside a formula'],
];

function checkText(node, faults) {
  const left = LEFT_OVER.find(([form]) => form.test(node.c));
  if (!left) return;
  faults.add(node.line, `"${node.c.slice(0, 40)}" in the text: ${left[1]}`,
      'correct it; what is meant as it stands goes into `code` or a formula');
}

function checkHeaders(node, faults) {
  visitAll(node.c[1], (inner) => {
    if (inner.t !== 'Header') return;
    faults.add(inner.line, 'a section begins inside the div of line ' +
        node.line, 'close the div before it: :::');
  });
}

/** Faults for every class, attribute or block that is not in the lists. */
function checkVocabulary(blocks, faults) {
  for (const block of blocks) {
    if (block.t === 'Div') checkHeaders(block, faults);
  }
  visitAll(blocks, (node) => {
    const own = attributes(node);
    if (node.t === 'Str') checkText(node, faults);
    else if (node.t === 'Div') checkDiv(node, own, faults);
    else if (node.t === 'Span') checkSpan(node, own, faults);
    else if (node.t === 'CodeBlock') checkCodeBlock(node, own, faults);
    else if (/^Raw/.test(node.t)) checkRaw(node, faults);
    else if (node.t === 'Header' || node.t === 'Link' || node.t === 'Image' ||
             node.t === 'Code') {
      const kind = {Header: 'a section', Link: 'a link', Image: 'a figure',
        Code: 'code'}[node.t];
      checkKeys(kind, own, [], node.line, faults);
      if (own.classes.length > 0) {
        faults.add(node.line, `${kind} with the class '${own.classes[0]}'`,
            'it takes none');
      }
    }
  });
}

module.exports = {checkVocabulary};
