'use strict';
// Nothing is wider than the screen but what stands in a box that scrolls.
// Element boxes are compared with the width that was set, because the page's
// own idea of its width grows with what sticks out.

function tooWide(width) {
  const scrolls = (element) => {
    const {overflowX} = getComputedStyle(element);
    return overflowX !== 'visible';
  };
  const inBox = (element) => {
    for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
      if (scrolls(e)) return true;
    }
    return false;
  };
  const faults = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right <= width + 0.5 && box.left >= -0.5) continue;
    if (inBox(element) || element.closest('.katex-mathml')) continue;
    const name = element.id ? `#${element.id}` : `.${element.className}`;
    faults.push(`${element.tagName.toLowerCase()}${name} reaches from ` +
        `${box.left.toFixed(0)} to ${box.right.toFixed(0)} of ${width}: ` +
        element.textContent.trim().slice(0, 60));
  }
  return faults.slice(0, 8);
}

function tooSmall(least) {
  return Array.from(document.querySelectorAll('.plot text')).flatMap((text) => {
    if (!text.textContent.trim()) return [];
    const svg = text.ownerSVGElement;
    const zoom = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const size = parseFloat(getComputedStyle(text).fontSize) * zoom;
    return size >= least - 0.05 ? [] :
        [`"${text.textContent}" is ${size.toFixed(1)} px high`];
  }).slice(0, 8);
}

const kThemes = ['light', 'dark'];

const fits = (width, theme) => ({
  name: `NothingIsWiderThan${width}PixelsIn${theme === 'light' ? 'Light' : 'Dark'}`,
  async run(page, context) {
    await context.fresh(page, {width, theme});
    await page.evaluate(
        'document.querySelectorAll("details").forEach((d) => { d.open = true; })');
    return page.call(tooWide, width);
  },
});

const canBeRead = (width) => ({
  name: `TheTextOfFiguresIsElevenPixelsHighAt${width}`,
  async run(page, context) {
    await context.fresh(page, {width});
    return page.call(tooSmall, 11);
  },
});

// What is wider than its box says so: it fades where more of it is.
function hidesThatItScrolls() {
  return Array.from(document.querySelectorAll('body *')).flatMap((e) => {
    if (!/auto|scroll/.test(getComputedStyle(e).overflowX)) return [];
    if (e.scrollWidth <= e.clientWidth + 1 || e.clientWidth === 0) return [];
    if (e.closest('.widget-live, dialog, .contents')) return [];
    if (getComputedStyle(e).maskImage !== 'none') return [];
    return [`${e.tagName.toLowerCase()}.${e.className} does not show that it ` +
        `scrolls: ${e.textContent.trim().slice(0, 40)}`];
  }).slice(0, 8);
}

const showsThatItScrolls = {
  name: 'WhatScrollsShowsItAt390',
  async run(page, context) {
    await context.fresh(page, {width: 390});
    await page.evaluate(`document.activeElement.blur();
        new Promise((r) => requestAnimationFrame(() => setTimeout(r, 50)))`);
    return page.call(hidesThatItScrolls);
  },
};

// Phones first: to change from one to a desktop takes a browser seconds.
exports.cases = [
  ...[320, 390].flatMap((width) => kThemes.map((theme) => fits(width, theme))),
  canBeRead(390),
  showsThatItScrolls,
  ...[768, 1280].flatMap((width) => kThemes.map((theme) => fits(width, theme))),
  canBeRead(1280),
];
