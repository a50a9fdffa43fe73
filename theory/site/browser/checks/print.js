'use strict';
// On paper: the answers are open and no control is left; afterwards the page
// is as before.

function controlsOnPaper() {
  return Array.from(document.querySelectorAll(
      'button, .bar, nav, .skip, dialog, .anchor, input[type=search]'))
      .filter((e) => e.checkVisibility() && !e.closest('.widget'))
      .map((e) => `printed: ${e.tagName.toLowerCase()}.${e.className}`);
}

async function opensAnswers(page, context) {
  context.dirty();
  await context.fresh(page);
  if (!await page.evaluate('!!document.querySelector("main details")')) return [];
  await page.evaluate(`window.addEventListener('beforeprint', () => {
    window.wasClosed = document.querySelectorAll('main details:not([open])').length;
  })`);
  const before = await page.evaluate(
      'document.querySelectorAll("main details[open]").length');
  await page.send('Page.printToPDF', {});
  const closed = await page.evaluate('window.wasClosed');
  const after = await page.evaluate(
      'document.querySelectorAll("main details[open]").length');
  const faults = [];
  if (closed !== 0) faults.push(`${closed} answers stay hidden on paper`);
  if (after !== before) faults.push(`${after} answers are open after printing`);
  return faults;
}

exports.cases = [
  {
    name: 'NoControlIsPrinted',
    async run(page, context) {
      await context.fresh(page, {media: 'print'});
      return page.call(controlsOnPaper);
    },
  },
  {name: 'PrintingOpensTheAnswers', run: opensAnswers},
];
