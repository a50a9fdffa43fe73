// The quantizer: drag scale and zero point over a sample and see what is lost.
'use strict';

(() => {
  const {make, labelled, select, number, rounded, charts} = WbmWidgets;

  const DISTRIBUTIONS = [
    ['gaussian', 'Gaussian'], ['uniform', 'uniform'],
    ['outliers', 'Gaussian with outliers'],
    ['exponential', 'exponential'],
  ];
  const SYMMETRIES = [['symmetric', 'symmetric'], ['asymmetric', 'asymmetric']];

  function build(live, wasm, data) {
    const array = (Type, at, length) =>
        new Type(wasm.memory.buffer, at, length);
    const state = {best: 0, decibels: []};

    // ---- Controls ----

    const distribution =
        select(DISTRIBUTIONS, data.distribution ?? 'gaussian', redraw);
    const seed = make('input', {
      type: 'number', min: 0, max: 9999, step: 1, value: data.seed ?? 42,
      oninput: redraw,
    });
    const bits = select([2, 3, 4, 5, 6, 7, 8].map((b) => [b, `${b} bits`]),
                        data.bits ?? '4', regrid);
    const symmetry =
        select(SYMMETRIES, data.symmetry ?? 'symmetric', regrid);
    const slider = (attributes) =>
        make('input', {type: 'range', step: 1, ...attributes});
    const scale = slider({min: 0, max: wasm.StepCount() - 1, oninput: run});
    const zero = slider({oninput: rescan});
    const button = (text, onclick) =>
        make('button', {type: 'button', class: 'widget-button', onclick}, text);

    // ---- Results ----

    const headline = make('output', {class: 'widget-result',
                                     'aria-live': 'polite'});
    const facts = make('dl', {class: 'widget-facts'});
    const fact = (name, text) => facts.append(
        make('div', {}, make('dt', {}, name), make('dd', {}, text)));
    const picture = () => make('svg', {class: 'chart', role: 'img'});
    const pictures = {
      codes: picture(), errors: picture(), curve: picture(),
    };
    const framed = (svg, caption) => make(
        'figure', {class: 'widget-chart'}, svg,
        make('figcaption', {}, caption));

    // ---- From an event to the page ----

    function redraw() {
      const wanted = Math.floor(Number(seed.value));
      const inside = Math.min(Math.max(wanted || 0, 0), 9999);
      wasm.Draw(distribution.selectedIndex, inside);
      regrid();
    }

    function regrid() {
      wasm.Grid(Number(bits.value), symmetry.selectedIndex);
      zero.min = wasm.LowestCode();
      zero.max = wasm.HighestCode();
      zero.value = wasm.FittingZeroPoint();
      scale.value = wasm.FittingStep();
      rescan();
    }

    function rescan() {
      const zeroPoint = Number(zero.value);
      state.best = wasm.BestStep(zeroPoint);
      state.decibels = [
        ...array(Float64Array, wasm.Curve(zeroPoint), wasm.StepCount()),
      ];
      run();
    }

    function run() {
      wasm.Run(wasm.ScaleAt(Number(scale.value)), Number(zero.value));
      const step = wasm.ScaleAt(Number(scale.value));
      scale.setAttribute('aria-valuetext', `scale ${rounded(step)}`);
      showResults(step);
      draw();
    }

    function showResults(step) {
      const best = state.decibels[state.best];
      const clipped = wasm.Clipped();
      const codes = wasm.HighestCode() - wasm.LowestCode() + 1;
      const share = rounded(100 * clipped / wasm.Count());
      const sqnr = `${rounded(wasm.Sqnr())} dB`;
      facts.replaceChildren();
      fact('SQNR', sqnr);
      fact('Scale (step)', rounded(step));
      fact('Zero point', number(Number(zero.value)));
      fact('Codes in use', `${wasm.CodesUsed()} of ${codes}`);
      fact('Clipped', `${clipped} of ${wasm.Count()} (${share} %)`);
      fact('RMS error', rounded(Math.sqrt(wasm.MeanSquaredError())));
      fact('Best scale',
           `${rounded(wasm.ScaleAt(state.best))}: ${rounded(best)} dB`);
      const loss = best - wasm.Sqnr();
      headline.textContent = `SQNR ${sqnr} at scale ${rounded(step)}; ` + (
          loss > 0.005 ? `the best scale gives ${rounded(loss)} dB more.` :
                         'no scale does better.');
    }

    function draw() {
      const lowest = wasm.LowestCode();
      const count = wasm.HighestCode() - lowest + 1;
      const values = array(Float32Array, wasm.Values(), wasm.Count());
      charts.codes(pictures.codes, {
        values, least: wasm.Least(), greatest: wasm.Greatest(),
        levels: Array.from({length: count}, (_, i) => wasm.LevelOf(lowest + i)),
        counts: array(Int32Array, wasm.CodeCounts(), count),
        scale: wasm.ScaleAt(Number(scale.value)),
      });
      charts.errors(
          pictures.errors,
          [...array(Int32Array, wasm.ErrorCounts(), wasm.ErrorBins())]);
      charts.curve(pictures.curve, state.decibels, state.best,
                   Number(scale.value), wasm.FittingStep(), wasm.ScaleAt);
      describe();
    }

    function describe() {
      const name = (svg, text) => svg.setAttribute('aria-label', text);
      const clipped = wasm.Clipped();
      name(pictures.codes, `Histogram of the sample with one bar a code: ${
          wasm.CodesUsed()} codes in use.`);
      name(pictures.errors, `Histogram of the error in steps: ${clipped ?
          `${clipped} values beyond half a step.` :
          'none beyond half a step.'}`);
      name(pictures.curve, `SQNR over the scale: highest, ${
          rounded(state.decibels[state.best])} dB, at scale ${
          rounded(wasm.ScaleAt(state.best))}.`);
    }

    const shown = [
      headline,
      make('div', {class: 'widget-charts'},
           framed(pictures.codes, 'The sample (line) and the share of each ' +
               'code (bars; the outermost codes in the second colour).'),
           framed(pictures.errors, 'Errors in steps. Beyond half a step ' +
               '(dashed) a value was clipped.'),
           framed(pictures.curve, 'SQNR over the scale, on a logarithmic ' +
               'axis. Ring: the best scale. Dot: yours.')),
      facts,
    ];
    // Does a scale below the fitting one do better?
    const better = () =>
        state.decibels[state.best] - state.decibels[wasm.FittingStep()] > 0.005;
    live.append(
        WbmWidgets.predict({
          question: 'the ruler fits the whole range. Make its step smaller, ' +
              'so that the outermost values are clipped. The SQNR',
          options: ['rises at first', 'falls at once'],
          right: () => better() ? 0 : 1,
          told: () => better() ?
              `It rises, up to ${rounded(state.decibels[state.best])} dB: ` +
              'what the many gain is more than what the few lose.' :
              'It falls: too many values lie at the ends.',
          shown,
        }),
        make('div', {class: 'widget-controls'},
             labelled('Sample', distribution), labelled('Seed', seed),
             labelled('Bits', bits), labelled('Grid', symmetry)),
        make('div', {class: 'widget-controls widget-sliders'},
             labelled('Scale', scale), labelled('Zero point', zero)),
        make('div', {class: 'widget-buttons'},
             button('Best scale', () => {
               scale.value = state.best;
               run();
             }),
             button('Fit the range', regrid)),
        ...shown);
    redraw();
    new ResizeObserver(draw).observe(live);
  }

  WbmWidgets.register('quantizer', build);
})();
