'use strict';
// What assistive technology is told: every control, link and picture has a
// name; headings go down by one level; there is one main text.

const kNamed = new Set(['button', 'link', 'image', 'img', 'searchbox',
  'textbox', 'combobox', 'slider', 'spinbutton', 'checkbox', 'radio', 'switch',
  'heading', 'dialog', 'navigation', 'complementary', 'DisclosureTriangle']);

function nodeFaults(node) {
  const role = node.role?.value;
  if (node.ignored || !kNamed.has(role)) return [];
  const name = node.name?.value?.trim();
  return name ? [] : [`a nameless ${role} (node ${node.backendDOMNodeId})`];
}

function headingFaults() {
  const faults = [];
  let before = 0;
  for (const head of document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')) {
    const level = Number(head.tagName[1]);
    if (level > before + 1) {
      faults.push(`"${head.textContent}" is h${level} after h${before}`);
    }
    before = level;
  }
  const count = document.querySelectorAll('h1').length;
  if (count !== 1) faults.push(`${count} headings of the first level`);
  return faults;
}

// A number below zero has a minus; a hyphen belongs to code.
function hyphensForMinus() {
  const faults = [];
  const walker = document.createTreeWalker(
      document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('code, pre, samp, kbd, script, style')) continue;
    if (/(^|[\s([,=/])-\.?\d/.test(node.data)) faults.push(`"${node.data.trim()}"`);
  }
  return faults.slice(0, 8);
}

exports.cases = [
  {
    name: 'EveryControlLinkAndPictureHasAName',
    async run(page, context) {
      await context.fresh(page);
      await page.send('Accessibility.enable');
      const {nodes} = await page.send('Accessibility.getFullAXTree');
      await page.send('Accessibility.disable');
      return nodes.flatMap(nodeFaults);
    },
  },
  {
    name: 'HeadingsGoDownByOneLevel',
    async run(page, context) {
      await context.fresh(page);
      return page.call(headingFaults);
    },
  },
  {
    name: 'AMinusIsNoHyphen',
    async run(page, context) {
      await context.fresh(page);
      return page.call(hyphensForMinus);
    },
  },
  {
    name: 'EveryFormulaIsThereForReadersAloud',
    async run(page, context) {
      await context.fresh(page);
      return page.evaluate(`Array.from(document.querySelectorAll('.katex'))
          .filter((formula) => !formula.querySelector('math'))
          .map((formula) => 'no MathML: ' + formula.textContent)
          .concat(Array.from(document.querySelectorAll('.math, .katex-error'))
              .map((left) => 'not rendered: ' + left.textContent))`);
    },
  },
];
