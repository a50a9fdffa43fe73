// The quantizer's three pictures, drawn at the width that the page gives them.
'use strict';

WbmWidgets.charts = (() => {
  const {make, rounded} = WbmWidgets;
  const HEIGHT = 150;
  const EDGE = {left: 8, right: 8, top: 8, bottom: 22};

  // An svg with its scales: x over [low, high], y over [0, top].
  function canvas(svg, [low, high], top) {
    const width = Math.max(svg.clientWidth || 300, 200);
    svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute('height', HEIGHT);
    svg.replaceChildren();
    const inner = width - EDGE.left - EDGE.right;
    const floor = HEIGHT - EDGE.bottom;
    const x = (v) => EDGE.left + (v - low) / (high - low) * inner;
    const y = (v) =>
        floor - Math.min(Math.max(v, 0) / top, 1) * (floor - EDGE.top);
    svg.append(make('line', {
      class: 'chart-axis', x1: EDGE.left, x2: width - EDGE.right,
      y1: floor, y2: floor,
    }));
    return {svg, x, y, floor, width};
  }

  function bar(on, from, to, height, css) {
    const left = on.x(from);
    const gap = on.x(to) - left > 3 ? 1 : 0;
    const y = on.y(height);
    on.svg.append(make('rect', {
      class: css, x: left.toFixed(2), y: y.toFixed(2),
      width: Math.max(on.x(to) - left - gap, 0.5).toFixed(2),
      height: (on.floor - y).toFixed(2),
    }));
  }

  function label(on, at, text, anchor = 'middle') {
    on.svg.append(make('text', {
      class: 'chart-text', x: on.x(at).toFixed(1), y: HEIGHT - 7,
      'text-anchor': anchor,
    }, text));
  }

  function line(on, points, css) {
    const d = points.map(([a, b], i) =>
        `${i ? 'L' : 'M'}${on.x(a).toFixed(1)} ${on.y(b).toFixed(1)}`);
    on.svg.append(make('path', {class: css, d: d.join('')}));
  }

  function vertical(on, at, css) {
    on.svg.append(make('line', {
      class: css, x1: on.x(at), x2: on.x(at), y1: EDGE.top, y2: on.floor,
    }));
  }

  // Heights of 60 equal bins over [low, high], as a density.
  function densities(values, low, high) {
    const bins = new Array(60).fill(0);
    const width = (high - low) / bins.length;
    for (const v of values) {
      ++bins[Math.min(Math.floor((v - low) / width), bins.length - 1)];
    }
    return bins.map((count) => count / (values.length * width));
  }

  // The sample as an outline, and a bar a level: as wide as its cell, its area
  // the share of the values that took it.
  function codes(svg, {values, least, greatest, levels, counts, scale}) {
    const low = Math.min(least, levels[0] - scale / 2);
    const high = Math.max(greatest, levels[levels.length - 1] + scale / 2);
    // A grid far wider than the sample is cut at twice the sample's range.
    const from = Math.max(low, least - (greatest - least) / 2);
    const to = Math.min(high, greatest + (greatest - least) / 2);
    const outline = densities(values, least, greatest);
    const on = canvas(svg, [from, to], 1.25 * Math.max(...outline));
    levels.forEach((level, i) => {
      const left = Math.max(level - scale / 2, from);
      const right = Math.min(level + scale / 2, to);
      const end = i === 0 || i === levels.length - 1;
      if (left < right && counts[i] > 0) {
        bar(on, left, right, counts[i] / (values.length * scale),
            end ? 'chart-end' : 'chart-bar');
      }
    });
    const step = (greatest - least) / outline.length;
    line(on, outline.flatMap((d, i) => [[least + i * step, d],
                                        [least + (i + 1) * step, d]]),
         'chart-line');
    label(on, from, rounded(from), 'start');
    if (from < 0 && to > 0) label(on, 0, '0');
    label(on, to, rounded(to), 'end');
  }

  // Errors in steps over [-1, 1); beyond half a step a value was clipped.
  function errors(svg, counts) {
    const on = canvas(svg, [-1, 1], 1.1 * Math.max(...counts));
    const width = 2 / counts.length;
    counts.forEach((count, i) => {
      const from = -1 + i * width;
      const inside = from >= -0.5 - 1e-9 && from + width <= 0.5 + 1e-9;
      if (count > 0) {
        bar(on, from, from + width, count, inside ? 'chart-bar' : 'chart-end');
      }
    });
    for (const at of [-0.5, 0.5]) vertical(on, at, 'chart-mark');
    label(on, -1, '≤ −1', 'start');
    label(on, -0.5, '−½');
    label(on, 0, '0');
    label(on, 0.5, '½');
    label(on, 1, '≥ 1', 'end');
  }

  // SQNR over the slider's steps, the best one and the chosen one marked.
  function curve(svg, decibels, best, chosen, fitting, scaleAt) {
    const last = decibels.length - 1;
    const top = 1.15 * Math.max(...decibels.filter(Number.isFinite), 1);
    const on = canvas(svg, [0, last], top);
    vertical(on, fitting, 'chart-mark');
    const finite = [...decibels].map((d) => Number.isFinite(d) ? d : top);
    line(on, finite.map((d, i) => [i, d]), 'chart-line');
    const dot = (at, r, css) => on.svg.append(make('circle', {
      class: css, cx: on.x(at), cy: on.y(finite[at]), r,
    }));
    dot(best, 7, 'chart-best');
    dot(chosen, 4, 'chart-chosen');
    label(on, 0, rounded(scaleAt(0), 2), 'start');
    label(on, fitting, 'fits the range');
    on.svg.append(make('text', {
      class: 'chart-text', x: on.x(best) - 14, y: on.y(finite[best]) - 2,
      'text-anchor': 'end',
    }, `${rounded(decibels[best])} dB`));
    label(on, last, rounded(scaleAt(last), 2), 'end');
  }

  return {codes, errors, curve};
})();
