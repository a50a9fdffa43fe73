'use strict';
// What is to be hit with a finger is large enough: 24 by 24 pixels, the least
// of WCAG 2.2, success criterion 2.5.8. Links in running text are exempt there.

const kLeast = 24;

function tooSmall(least) {
  const faults = [];
  for (const target of document.querySelectorAll(
      'button, summary, input, select, nav a, .bar a, .letters a')) {
    const box = target.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.width >= least && box.height >= least) continue;
    faults.push(`${target.tagName.toLowerCase()} "` +
        `${target.textContent.trim().slice(0, 30)}" is ` +
        `${box.width.toFixed(0)} by ${box.height.toFixed(0)} pixels`);
  }
  return faults.slice(0, 8);
}

exports.cases = [390, 1280].map((width) => ({
  name: `TargetsAreLargeEnoughAt${width}`,
  async run(page, context) {
    await context.fresh(page, {width});
    return page.call(tooSmall, kLeast);
  },
}));
