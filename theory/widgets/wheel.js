// The wheel: turn it by its hand, and see which reading a sum breaks.
'use strict';

(() => {
  const {make, labelled, select, number} = WbmWidgets;
  const SIZE = 320;
  const RADIUS = 92;

  function build(live, wasm, data) {
    const state = {code: 0};
    const bits = select([3, 4].map((b) => [b, `${b} bits`]), data.bits ?? '4',
                        rebuild);
    const step = select([], '', show);
    const width = () => Number(bits.value);
    const count = () => 2 ** width();
    const pattern = (code) => code.toString(2).padStart(width(), '0');
    const signed = (code) => wasm.Signed(code, width());

    // ---- The wheel ----

    const svg = make('svg', {
      class: 'wheel', viewBox: `0 0 ${SIZE} ${SIZE}`, tabindex: '0',
      role: 'slider', 'aria-valuemin': 0, onkeydown: turn,
      onpointerdown: grab, onpointermove: drag,
    });

    // The point at `radius` in the direction of a code.
    function at(code, radius) {
      const angle = 2 * Math.PI * code / count();
      return [SIZE / 2 + radius * Math.sin(angle),
              SIZE / 2 - radius * Math.cos(angle)];
    }
    function word(code, radius, text, css) {
      const [x, y] = at(code, radius);
      svg.append(make('text', {x, y: y + 4, class: css,
                               'text-anchor': 'middle'}, text));
    }

    function draw() {
      svg.replaceChildren(make('circle', {
        class: 'chart-axis wheel-rim', cx: SIZE / 2, cy: SIZE / 2, r: RADIUS,
      }));
      const [hx, hy] = at(state.code, RADIUS - 36);
      svg.append(make('line', {class: 'wheel-hand', x1: SIZE / 2, y1: SIZE / 2,
                               x2: hx, y2: hy}));
      for (let code = 0; code < count(); ++code) {
        const [cx, cy] = at(code, RADIUS);
        const here = code === state.code;
        const below = signed(code) < 0;
        svg.append(make('circle', {
          class: below ? 'wheel-below' : 'wheel-above', cx, cy,
          r: here ? 7 : 4,
        }));
        word(code, RADIUS + 24, pattern(code), 'wheel-pattern');
        word(code, RADIUS + 50, String(code), 'wheel-label');
        word(code, RADIUS - 20, number(signed(code)),
             `wheel-label ${below ? 'wheel-below' : 'wheel-above'}`);
      }
    }

    function turn(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const last = count() - 1;
      const to = {
        ArrowRight: (state.code + 1) % count(),
        ArrowUp: (state.code + 1) % count(),
        ArrowLeft: (state.code + last) % count(),
        ArrowDown: (state.code + last) % count(),
        Home: 0, End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      take(to);
    }

    function codeUnder(event) {
      const box = svg.getBoundingClientRect();
      const x = event.clientX - box.left - box.width / 2;
      const y = event.clientY - box.top - box.height / 2;
      const turns = Math.atan2(x, -y) / (2 * Math.PI);
      return (Math.round(turns * count()) + count()) % count();
    }
    function grab(event) {
      svg.setPointerCapture?.(event.pointerId);
      take(codeUnder(event));
    }
    function drag(event) {
      if (event.buttons & 1) take(codeUnder(event));
    }

    // ---- What is said of it ----

    const headline = make('output', {class: 'widget-result',
                                     'aria-live': 'polite'});
    const facts = make('dl', {class: 'widget-facts'});
    const fact = (name, text) => facts.append(
        make('div', {}, make('dt', {}, name), make('dd', {}, text)));

    function reading(a, b, sum, broken) {
      const true_sum = a + b;
      const words = `${number(a)} + ${number(b)} = ${number(sum)}`;
      return broken ? `${words}: wrong, ${number(true_sum)} has no code` :
                      `${words}: right`;
    }

    function show() {
      const addend = Number(step.value);
      const b = addend & (count() - 1);
      const sum = wasm.Sum(state.code, b, width());
      const carry = wasm.Carry(state.code, b, width()) === 1;
      const overflow = wasm.Overflow(state.code, b, width()) === 1;
      const name = `${pattern(state.code)}: unsigned ${state.code}, ` +
          `two’s complement ${number(signed(state.code))}`;
      headline.textContent = `${name}.`;
      svg.setAttribute('aria-valuenow', state.code);
      svg.setAttribute('aria-valuemax', count() - 1);
      svg.setAttribute('aria-valuetext', name);
      facts.replaceChildren();
      fact('Adder', `${pattern(state.code)} + ${pattern(b)} = ${pattern(sum)}`);
      fact('Read unsigned', reading(state.code, b, sum, carry));
      fact('Read signed',
           reading(signed(state.code), signed(b), signed(sum), overflow));
      draw();
    }

    function take(code) {
      state.code = code;
      show();
    }

    function rebuild() {
      const kept = Number(step.value) || 1;
      step.replaceChildren();
      for (let b = -count() / 2; b < count() / 2; ++b) {
        if (b !== 0) step.append(make('option', {value: b}, number(b)));
      }
      step.value = Math.min(Math.max(kept, -count() / 2), count() / 2 - 1);
      state.code = Math.min(state.code, count() - 1);
      show();
    }

    svg.setAttribute('aria-label', 'The wheel: arrows turn it');
    const parts = make('div', {class: 'wheel-parts'}, svg,
                       make('div', {}, headline, facts));
    live.append(
        WbmWidgets.predict({
          question: 'from 1111, one step on. Which reading finds the right sum?',
          options: ['both', 'unsigned alone', 'two’s complement alone',
                    'neither'],
          right: () => 2,
          told: () => 'Unsigned, 15 + 1 = 16 has no code of four bits and ' +
              'becomes 0. In two’s complement it is −1 + 1 = 0. One step, ' +
              'two labels.',
          shown: [parts],
        }),
        make('div', {class: 'widget-controls'}, labelled('Width', bits),
             labelled('Add', step)),
        parts);
    state.code = count() - 1;
    rebuild();
  }

  WbmWidgets.register('wheel', build);
})();
