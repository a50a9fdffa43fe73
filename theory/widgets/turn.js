// Eight weights and the same eight turned: make one large, and see the ruler.
'use strict';

(() => {
  const {make, labelled, select, number, rounded} = WbmWidgets;
  const MOST = 10;
  const HEIGHT = 150;

  const STARTS = [
    ['outlier', 'one outlier', [9, 0.5, -0.75, 0.25, 1, -0.5, 0.75, -0.25]],
    ['alike', 'all alike', [1, 1, 1, 1, 1, 1, 1, 1]],
    ['even', 'no outlier', [2, -1.5, 1.75, -2, 1.25, -1, 1.5, -1.75]],
    ['two', 'two outliers', [9, 0.5, -0.75, 0.25, -8, -0.5, 0.75, -0.25]],
  ];

  function build(live, wasm) {
    const count = wasm.Count();
    const weights = () =>
        new Float32Array(wasm.memory.buffer, wasm.Weights(), count);
    const turned = () =>
        new Float32Array(wasm.memory.buffer, wasm.Turned(), count);

    const start = select(STARTS.map(([value, text]) => [value, text]),
                         'outlier', restart);
    const sliders = Array.from({length: count}, (_, i) => make('input', {
      type: 'range', min: -MOST, max: MOST, step: 0.25, oninput: read,
      'aria-label': `weight ${i + 1}`,
    }));

    const picture = () => make('svg', {class: 'chart', role: 'img'});
    const pictures = [picture(), picture()];
    const framed = (svg, caption) => make(
        'figure', {class: 'widget-chart turn-chart'}, svg,
        make('figcaption', {}, caption));
    const headline = make('output', {class: 'widget-result',
                                     'aria-live': 'polite'});
    const facts = make('dl', {class: 'widget-facts'});
    const fact = (name, text) => facts.append(
        make('div', {}, make('dt', {}, name), make('dd', {}, text)));

    const largest = (values) => Math.max(...[...values].map(Math.abs));

    // Stems from zero, and the ruler's reach as two dashed lines.
    function stems(svg, values, name) {
      const width = Math.max(svg.clientWidth || 300, 200);
      const top = Math.max(largest(weights()), largest(turned()), 1);
      const y = (v) => HEIGHT / 2 - v / top * (HEIGHT / 2 - 10);
      const x = (i) => (i + 0.5) / count * width;
      svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
      svg.setAttribute('height', HEIGHT);
      svg.replaceChildren(make('line', {class: 'chart-axis', x1: 0, x2: width,
                                        y1: y(0), y2: y(0)}));
      for (const side of [-1, 1]) {
        const at = y(side * largest(values));
        svg.append(make('line', {class: 'chart-mark', x1: 0, x2: width, y1: at,
                                 y2: at}));
      }
      values.forEach((v, i) => svg.append(
          make('line', {class: 'turn-stem', x1: x(i), x2: x(i), y1: y(0),
                        y2: y(v)}),
          make('circle', {class: 'wheel-above', cx: x(i), cy: y(v), r: 5})));
      svg.setAttribute('aria-label', `${name}: ${
          [...values].map((v) => rounded(v)).join(', ')}`);
    }

    function show() {
      wasm.Run();
      stems(pictures[0], weights(), 'Eight weights as they are');
      stems(pictures[1], turned(), 'The same turned');
      const [before, after] = [wasm.Error(0), wasm.Error(1)];
      // Beside what float32 rounds, a difference is none.
      headline.textContent = Math.abs(before - after) < 1e-9 ?
          'Turning changes nothing in the error here.' :
          `Turned, the squared error is ${rounded(after)} instead of ${
              rounded(before)}: ${after < before ? 'better' : 'worse'}.`;
      facts.replaceChildren();
      fact('Largest, as they are', rounded(largest(weights())));
      fact('Largest, turned', rounded(largest(turned())));
      fact('Step, as they are', rounded(wasm.Step(0)));
      fact('Step, turned', rounded(wasm.Step(1)));
    }

    function read() {
      const w = weights();
      sliders.forEach((slider, i) => {
        w[i] = Number(slider.value);
        slider.setAttribute('aria-valuetext', number(w[i]));
      });
      show();
    }

    function restart() {
      const values = STARTS[start.selectedIndex][2];
      sliders.forEach((slider, i) => { slider.value = values[i]; });
      read();
    }

    const charts = make('div', {class: 'widget-charts turn-charts'},
        framed(pictures[0], 'As they are. Dashed: as far as the ruler reaches.'),
        framed(pictures[1], 'Turned. The same length, shared out.'));
    const shown = [charts, headline, facts];
    live.append(
        WbmWidgets.predict({
          question: 'eight equal weights are turned. What becomes of the ' +
              'largest?',
          options: ['smaller', 'the same', 'larger'],
          right: () => 2,
          told: () => 'Equal weights are added up into the first place, ' +
              'which becomes √8 times as large. A turn helps against one ' +
              'outlier; it makes one where all are alike. Try both below.',
          shown,
        }),
        make('div', {class: 'widget-controls'}, labelled('Weights', start)),
        make('div', {class: 'turn-sliders', role: 'group',
                     'aria-label': 'Eight weights'}, ...sliders),
        ...shown);
    restart();
    new ResizeObserver(show).observe(live);
  }

  WbmWidgets.register('turn', build);
})();
