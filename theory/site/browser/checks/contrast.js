'use strict';
// The contrast of every piece of text with what it stands on (WCAG 2.2,
// 1.4.3): 4.5 to 1, and 3 to 1 for large text. Computed in the page, in both
// themes, with answers and dialogs open.

function lowContrast() {
  const parse = (text) => {
    const srgb = /^color\(srgb ([^)]*)\)/.exec(text);
    const numbers = (srgb ? srgb[1] : text).match(/[\d.e-]+/g).map(Number);
    const alpha = numbers[3] ?? 1;
    const scale = srgb ? 255 : 1;
    return [...numbers.slice(0, 3).map((v) => v * scale), alpha];
  };
  const over = (top, bottom) => [0, 1, 2].map(
      (i) => top[i] * top[3] + bottom[i] * (1 - top[3])).concat(1);
  const linear = (v) => {
    const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ([r, g, b]) =>
      0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };

  // The page under an element, layer by layer.
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const color = parse(getComputedStyle(e).backgroundColor);
      layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below),
                                   [255, 255, 255, 1]);
  };

  // What is filled under a figure's text: the shapes before it that hold the
  // text's centre.
  const filled = new Map();
  const shapesOf = (svg) => {
    if (!filled.has(svg)) {
      filled.set(svg, Array.from(svg.querySelectorAll('rect, path, polygon, circle'))
          .filter((shape) => !shape.closest('defs'))
          .map((shape) => [shape, getComputedStyle(shape)])
          .filter(([, style]) => /^(rgb|color)/.test(style.fill))
          .map(([shape, style]) => {
            const fill = parse(style.fill);
            fill[3] *= Number(style.fillOpacity);
            return {shape, fill};
          }));
    }
    return filled.get(svg);
  };
  const figureGround = (text) => {
    const svg = text.ownerSVGElement;
    const box = text.getBoundingClientRect();
    const centre = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
    return shapesOf(svg).reduce((below, {shape, fill}) => {
      const before = text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_PRECEDING;
      if (!before) return below;
      const at = centre.matrixTransform(shape.getScreenCTM().inverse());
      return shape.isPointInFill(at) ? over(fill, below) : below;
    }, ground(svg));
  };

  const shown = (element) => {
    if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
    if (element.closest('.katex-mathml, [hidden], title, desc, option')) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };

  const faults = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || !element || !shown(element)) continue;
    const style = getComputedStyle(element);
    const inFigure = element instanceof SVGElement;
    const below = inFigure ? figureGround(element) : ground(element);
    const above = over(parse(inFigure ? style.fill : style.color), below);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
    const ratio = contrast(above, below);
    if (ratio < (large ? 3 : 4.5)) {
      faults.add(`${ratio.toFixed(2)} to 1: "${node.data.trim().slice(0, 40)}" in ` +
          `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    }
  }
  return Array.from(faults).slice(0, 12);
}

const kOpen = `
  document.querySelectorAll('details').forEach((d) => { d.open = true; });
  document.querySelectorAll('dialog').forEach((d) => { d.show(); });
`;
const kClose = 'document.querySelectorAll("dialog").forEach((d) => { d.close(); })';

exports.cases = ['light', 'dark'].map((theme) => ({
  name: `TextStandsOutIn${theme === 'light' ? 'Light' : 'Dark'}`,
  async run(page, context) {
    await context.fresh(page, {theme});
    await page.evaluate(kOpen);
    const faults = await page.call(lowContrast);
    await page.evaluate(kClose);
    return faults;
  },
}));
