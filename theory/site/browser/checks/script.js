'use strict';
// With scripts off the page is whole; with scripts on its buttons work.

// What is there but not drawn, and buttons that nothing stands behind.
function withoutScript() {
  const drawn = (e) => e.checkVisibility() && e.getBoundingClientRect().height > 1;
  const faults = [];
  for (const kind of ['main .katex-html', 'main pre', 'main .plot svg', 'main table']) {
    for (const e of document.querySelectorAll(kind)) {
      if (e.closest('details:not([open])')) continue;
      if (!drawn(e)) faults.push(`${kind} is not drawn: ${e.textContent.slice(0, 40)}`);
    }
  }
  for (const button of document.querySelectorAll('button')) {
    if (drawn(button)) faults.push(`a button that does nothing: ${button.textContent}`);
  }
  return faults.slice(0, 8);
}

async function copies(page, context) {
  await context.fresh(page);
  if (!await page.evaluate('!!document.querySelector(".listing")')) return [];
  const faults = [];
  const buttons = await page.evaluate('document.querySelectorAll(".copy").length');
  const listings = await page.evaluate(
      'document.querySelectorAll(".listing, .command").length');
  if (buttons !== listings) faults.push(`${buttons} buttons for ${listings} listings`);
  if (buttons === 0) return faults;
  await page.evaluate('document.querySelector(".copy").click()');
  const same = await page.evaluate(`(async () => {
    await new Promise((done) => setTimeout(done, 100));
    const listing = document.querySelector('.copy').closest('.listing, .command');
    return await navigator.clipboard.readText() ===
        listing.querySelector('pre').textContent;
  })()`);
  return same ? faults : [...faults, 'the clipboard does not hold the listing'];
}

async function remembersTheme(page, context) {
  await context.fresh(page);
  context.dirty();
  const paper = 'getComputedStyle(document.body).backgroundColor';
  const light = await page.evaluate(paper);
  await page.evaluate('document.getElementById("theme").click()');
  const dark = await page.evaluate(paper);
  await page.go(context.url);
  const kept = await page.evaluate(paper);
  await page.evaluate('localStorage.clear()');
  const faults = [];
  if (light === dark) faults.push('the button changes nothing');
  if (kept !== dark) faults.push('the choice is forgotten when the page is loaded');
  return faults;
}

async function widgetsStart(page, context) {
  await context.fresh(page);
  const start = Date.now();
  let missing = [];
  do {
    missing = await page.evaluate(`Array.from(
        document.querySelectorAll('[data-widget]'))
        .filter((w) => !w.querySelector('.widget-live :is(input, select, button)'))
        .map((w) => 'the widget ' + w.dataset.widget + ' did not start')`);
    if (missing.length === 0) return [];
    await new Promise((done) => setTimeout(done, 100));
  } while (Date.now() - start < 5000);
  return missing;
}

exports.cases = [
  {
    name: 'ReadsWithoutScript',
    async run(page, context) {
      context.dirty();
      await page.send('Emulation.setScriptExecutionDisabled', {value: true});
      try {
        await context.fresh(page);
        return await page.call(withoutScript);
      } finally {
        await page.send('Emulation.setScriptExecutionDisabled', {value: false});
        context.dirty();
      }
    },
  },
  {name: 'TheWidgetsStart', run: widgetsStart},
  {name: 'TheCopyButtonCopies', run: copies},
  {name: 'TheThemeIsRemembered', run: remembersTheme},
];
