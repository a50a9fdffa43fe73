'use strict';
// What a keyboard can do: skip, see where it is, turn pages, search.

const kFocus = `(() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  return {tag: e.tagName, href: e.getAttribute('href'), class: e.className,
    text: e.textContent.trim().slice(0, 40),
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
})()`;

// The first dozen stops are the bar and the beginning of the text.
const kStops = 14;

// Between two pages there is none to ask.
const isTurning = (error) => /navigated|context/.test(error.message);

async function holds(page, condition) {
  try {
    return await page.evaluate(condition);
  } catch (error) {
    if (isTurning(error)) return false;
    throw error;
  }
}

async function wait(page, condition) {
  for (let tries = 0; tries < 120; ++tries) {
    if (await holds(page, condition)) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

// A word of the page that search should find: the longest of its title.
const kWord = `document.querySelector('h1').textContent
    .replace(/#$/, '').split(/\\s+/).sort((a, b) => b.length - a.length)[0]`;

// A term that has the focus shows its definition; Escape takes it away.
async function explainsTerms(page, context) {
  await context.fresh(page);
  if (!await page.evaluate('!!document.querySelector("main a.term")')) return [];
  context.dirty();
  await page.evaluate('document.querySelector("main a.term").focus()');
  const note = '!!document.querySelector("[role=tooltip]:not([hidden])")';
  if (!await wait(page, note)) return ['a term does not show its definition'];
  const named = await page.evaluate(
      'document.activeElement.getAttribute("aria-describedby") === ' +
      'document.querySelector("[role=tooltip]").id');
  await page.key('Escape');
  const gone = await page.evaluate(`!(${note})`);
  return [
    ...named ? [] : ['the definition is not said to belong to its term'],
    ...gone ? [] : ['Escape does not close the definition'],
  ];
}

async function search(page, context) {
  await context.fresh(page);
  context.dirty();
  const word = await page.evaluate(kWord);
  await page.key('s', {code: 'KeyS'});
  if (!await wait(page, 'document.activeElement.id === "search-words"')) {
    return ['the key s does not open the search'];
  }
  await page.type(word);
  if (!await wait(page, 'document.querySelector("#search-results a")')) {
    return [`search finds nothing for "${word}"`];
  }
  const first = await page.evaluate('document.querySelector("#search-results a").href');
  await page.key('ArrowDown');
  const at = await page.evaluate('document.activeElement.href');
  if (at !== first) return ['arrow down does not go to the first result'];
  await page.key('Enter', {text: '\r'});
  const there = await wait(page, `location.href === ${JSON.stringify(first)}`);
  return there ? [] : [`Enter does not open ${first}`];
}

// A word that the book explains and uses under another name.
const kSynonym = 'denormal';
const kChapterLink = '#search-results a[href^="0"], #search-results a[href^="1"]';

async function searchKnowsSynonyms(page, context) {
  await context.fresh(page);
  context.dirty();
  await page.key('s', {code: 'KeyS'});
  if (!await wait(page, 'document.activeElement.id === "search-words"')) {
    return ['the key s does not open the search'];
  }
  await page.type(kSynonym);
  return await wait(page, `document.querySelector('${kChapterLink}')`) ? [] :
      [`search finds no chapter for "${kSynonym}"`];
}

async function turn(page, context, rel, key) {
  await context.fresh(page);
  const href = await page.evaluate(
      `document.querySelector('link[rel=${rel}]')?.href ?? null`);
  if (href === null) return [];
  context.dirty();
  await page.key(key);
  return await wait(page, `location.href === ${JSON.stringify(href)}`) ? [] :
      [`the key ${key} does not lead to ${href}`];
}

exports.cases = [
  {
    name: 'TheFirstTabStopSkipsToTheText',
    async run(page, context) {
      context.dirty();
      await context.fresh(page);
      await page.key('Tab');
      const {href, class: css} = await page.evaluate(kFocus);
      if (href !== '#text' || css !== 'skip') return [`the first stop is ${css} ${href}`];
      const box = await page.evaluate(
          'document.activeElement.getBoundingClientRect().toJSON()');
      return box.top >= 0 && box.width > 20 ? [] : ['the skip link stays hidden'];
    },
  },
  {
    name: 'TheFocusCanBeSeen',
    async run(page, context) {
      await context.fresh(page);
      const faults = [];
      for (let stop = 0; stop < kStops; ++stop) {
        await page.key('Tab');
        const at = await page.evaluate(kFocus);
        if (at.tag === 'BODY') break;
        if (!at.outline) faults.push(`no ring around ${at.tag} "${at.text}"`);
      }
      return faults;
    },
  },
  {
    name: 'NoTabIndexIsPositive',
    async run(page, context) {
      await context.fresh(page);
      return page.evaluate(`Array.from(document.querySelectorAll('[tabindex]'))
          .filter((e) => e.tabIndex > 0).map((e) => e.outerHTML.slice(0, 80))`);
    },
  },
  {name: 'TermsAreExplainedWhereTheyStand', run: explainsTerms},
  {name: 'TheKeyboardSearches', run: search},
  {name: 'SearchFindsAChapterByASynonym', run: searchKnowsSynonyms},
  {name: 'TheRightArrowTurnsThePage', run: (p, c) => turn(p, c, 'next', 'ArrowRight')},
  {name: 'TheLeftArrowTurnsBack', run: (p, c) => turn(p, c, 'prev', 'ArrowLeft')},
];
