// The bit explorer: a number, its bits in one format, its error in every one.
'use strict';

(() => {
  const {make, labelled, select, superscript, typeset, number, rounded} =
      WbmWidgets;

  const MODES = {
    nearest_even: 'nearest, even',
    nearest_away: 'nearest, away',
    toward_zero: 'toward zero',
    up: 'up',
    down: 'down',
    to_odd: 'to odd',
  };
  const SATURATIONS = {
    none: '∞ or NaN',
    finite: 'greatest',
    propagate: 'greatest, not ∞',
  };
  const HINT =
      'Not a number here. Try 0.1, -2.5e-3, 1/3, pi, 0x1.8p-4, inf, nan.';
  // Far more digits than any format can tell from pi itself.
  const PI = '3.14159265358979323846264338327950288419716939937510582';

  // The module's functions with text in place of buffers.
  function engine(wasm) {
    const buffer = (length) =>
        new Uint8Array(wasm.memory.buffer, wasm.Text(), length);
    const text = (length) => new TextDecoder().decode(buffer(length));
    const list = (count, name) =>
        Array.from({length: count}, (_, i) => text(name(i)));
    return {
      formats: list(wasm.FormatCount(), wasm.FormatName),
      modes: list(wasm.ModeCount(), wasm.ModeName),
      saturations: list(wasm.SaturationCount(), wasm.SaturationName),
      read(typed) {
        const text = typed.replace('−', '-').replace(/^([-+]?)(pi|π)$/i,
            (_, sign) => sign + PI);
        const bytes = new TextEncoder().encode(text);
        if (bytes.length > 400) return false;
        buffer(bytes.length).set(bytes);
        return wasm.Read(bytes.length) === 1;
      },
      code: (f, m, s) => BigInt.asUintN(64, wasm.Encode(f, m, s)),
      up: (f, c) => BigInt.asUintN(64, wasm.Up(f, c)),
      down: (f, c) => BigInt.asUintN(64, wasm.Down(f, c)),
      significand: (f, c) => BigInt.asUintN(64, wasm.Significand(f, c)),
      decimal: (f, c) => text(wasm.Decimal(f, c)),
      hex: (f, c) => text(wasm.Hex(f, c)),
      className: (f, c) => text(wasm.ClassName(f, c)),
      bits: (f) => wasm.SignBits(f) + wasm.ExponentBits(f) +
          wasm.FractionBits(f),
    };
  }

  function build(live, wasm, data) {
    const on = engine(wasm);
    const state = {format: 0, code: 0n, current: 0};

    // ---- Controls ----

    const value = make('input', {
      type: 'text', value: data.value ?? '0.1', autocomplete: 'off',
      autocapitalize: 'off', spellcheck: 'false', inputmode: 'text',
      oninput: readValue,
    });
    const pick = (names, words, chosen, onchange) =>
        select(names.map((n) => [n, words?.[n] ?? n]), chosen, onchange);
    const format = pick(on.formats, null, data.format ?? 'bfloat16', encode);
    const mode = pick(on.modes, MODES, data.rounding ?? 'nearest_even', encode);
    const saturation =
        pick(on.saturations, SATURATIONS, data.overflow ?? 'none', encode);

    // ---- Bits ----

    const toolbar = make('div', {
      class: 'bits', role: 'toolbar',
      onkeydown: moveAmongBits, onclick: clickBit, onfocusin: rememberBit,
    });
    let cells = [];  // most significant first

    function field(name, css, count, first) {
      const row = make('span', {class: 'bits-cells'});
      for (let i = 0; i < count; ++i) {
        const bit = first - i;
        const cell = make('button', {
          type: 'button', class: 'bit', tabindex: '-1', 'data-bit': bit,
          'aria-label': `${name}, bit ${bit}`,
        });
        cells.push(cell);
        row.append(cell);
      }
      return make('span', {class: `bits-field bits-${css}`}, row,
                  make('span', {class: 'bits-name', 'aria-hidden': 'true'},
                       name));
    }

    function layOutBits() {
      const f = state.format;
      const fraction = wasm.FractionBits(f);
      const exponent = wasm.ExponentBits(f);
      cells = [];
      toolbar.replaceChildren();
      if (wasm.SignBits(f)) {
        toolbar.append(field('sign', 'sign', 1, fraction + exponent));
      }
      toolbar.append(
          field('exponent', 'exponent', exponent, fraction + exponent - 1));
      if (fraction > 0) {
        toolbar.append(
            field('fraction', 'significand', fraction, fraction - 1));
      }
      state.current = 0;
    }

    function showBits() {
      toolbar.setAttribute(
          'aria-label',
          `Bits of ${on.formats[state.format]}: arrows move, space flips`);
      cells.forEach((cell, i) => {
        const one = (state.code >> BigInt(cell.dataset.bit)) & 1n;
        cell.textContent = one ? '1' : '0';
        cell.setAttribute('aria-pressed', one ? 'true' : 'false');
        cell.tabIndex = i === state.current ? 0 : -1;
      });
    }

    function rememberBit(event) {
      const i = cells.indexOf(event.target);
      if (i < 0) return;
      state.current = i;
      cells.forEach((cell, j) => { cell.tabIndex = j === i ? 0 : -1; });
    }

    function moveAmongBits(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const last = cells.length - 1;
      const i = state.current;
      const to = {
        ArrowLeft: Math.max(i - 1, 0), ArrowRight: Math.min(i + 1, last),
        Home: 0, End: last,
      }[event.key];
      if (to !== undefined) {
        cells[to].focus();
      } else if (event.key === '0' || event.key === '1') {
        if (cells[i].textContent !== event.key) flip(cells[i].dataset.bit);
        cells[Math.min(i + 1, last)].focus();
      } else {
        return;
      }
      event.preventDefault();
    }

    function clickBit(event) {
      const cell = event.target.closest('.bit');
      if (cell) flip(cell.dataset.bit);
    }

    function flip(bit) { takeCode(state.code ^ (1n << BigInt(bit))); }

    // ---- What is known of the code ----

    const headline = make('output', {class: 'widget-result',
                                     'aria-live': 'polite'});
    const facts = make('dl', {class: 'widget-facts'});
    const fact = (name, ...content) => facts.append(
        make('div', {}, make('dt', {}, name), make('dd', {}, ...content)));

    function neighbour(name, has, code) {
      if (!has) return fact(name, 'none');
      const to = wasm.Value(state.format, code);
      fact(name, make('button', {
        type: 'button', class: 'widget-link', onclick: () => {
          takeCode(code);
          // The button was made anew; the keyboard stays where it was.
          facts.querySelector(`[data-step="${name}"]`)?.focus();
        },
        'data-step': name, 'aria-label': `${name}: ${number(to)}, go there`,
      }, number(to)));
    }

    function showFacts() {
      const f = state.format;
      const c = state.code;
      const digits = Math.ceil(on.bits(f) / 4);
      const kind = on.className(f, c);
      const finite = kind !== 'NaN' && kind !== 'infinity';
      const sign = wasm.Negative(f, c) ? '−' : '';
      facts.replaceChildren();
      fact('Code', `0x${c.toString(16).padStart(digits, '0')}`);
      fact('Class', (wasm.Negative(f, c) ? 'negative ' : '') + kind);
      fact('Exact value', typeset(on.decimal(f, c)));
      if (finite) {
        const power = (n) => `2${superscript(n)}`;
        fact('Significand',
             `${sign}${on.significand(f, c)} · ${power(wasm.Quantum(f, c))}`);
        fact('Exponent', `stored ${wasm.RawExponent(f, c)}, means ${
            power(wasm.Exponent(f, c))} (bias ${wasm.Bias(f)})`);
        fact('ULP (last place)', `${power(wasm.Quantum(f, c))} = ${
            rounded(wasm.Ulp(f, c))}`);
      }
      neighbour('Next below', wasm.HasDown(f, c), on.down(f, c));
      neighbour('Next above', wasm.HasUp(f, c), on.up(f, c));
    }

    function relative(f, c) {
      if (wasm.Error(f, c) === 0) return 'exact';
      const error = wasm.RelativeError(f, c);
      return Number.isFinite(error) ? rounded(error) : '–';
    }

    function showHeadline() {
      const f = state.format;
      const c = state.code;
      const held = number(wasm.Value(f, c));
      const error = relative(f, c);
      const tail = error === 'exact' ? ', exactly.' :
          error === '–' ? '.' : `, a relative error of ${error}.`;
      headline.textContent =
          `${on.formats[f]} holds ${value.value.trim()} as ${held}${tail}`;
    }

    // ---- Every format side by side ----

    const body = make('tbody');
    const table = make('table', {class: 'widget-table'},
        make('caption', {}, 'The number in every format'),
        make('thead', {}, make('tr', {},
            ...['Format', 'Relative error', 'Value', 'Code'].map(
                (title) => make('th', {scope: 'col'}, title)))),
        body);

    function row(f) {
      const own = f === state.format;
      const c = own ? state.code :
          on.code(f, mode.selectedIndex, saturation.selectedIndex);
      const digits = Math.ceil(on.bits(f) / 4);
      const cells = [
        relative(f, c), number(wasm.Value(f, c)),
        `0x${c.toString(16).padStart(digits, '0')}`,
      ];
      return make('tr', own ? {class: 'widget-chosen'} : {},
                  make('th', {scope: 'row'}, on.formats[f]),
                  ...cells.map((text) => make('td', {}, text)));
    }

    // ---- From an event to the page ----

    function show() {
      showBits();
      showFacts();
      showHeadline();
      body.replaceChildren(...on.formats.map((_, f) => row(f)));
    }

    function encode() {
      if (cells.length === 0 || state.format !== format.selectedIndex) {
        state.format = format.selectedIndex;
        layOutBits();
      }
      state.code = on.code(
          state.format, mode.selectedIndex, saturation.selectedIndex);
      show();
    }

    function readValue() {
      const good = on.read(value.value.trim());
      value.setAttribute('aria-invalid', good ? 'false' : 'true');
      if (good) {
        encode();
      } else {
        headline.textContent = HINT;
      }
    }

    // A code was chosen by its bits: the number becomes its value, and the box
    // shows text that reads back to exactly that.
    function takeCode(code) {
      state.code = code;
      wasm.Take(state.format, code);
      const decimal = on.decimal(state.format, code);
      value.value =
          decimal.length <= 24 ? decimal : on.hex(state.format, code);
      value.setAttribute('aria-invalid', 'false');
      show();
    }

    const formats = make('div', {
      class: 'widget-scroll', role: 'region', tabindex: '0',
      'aria-label': 'The number in every format',
    }, table);
    const shown = [toolbar, headline, facts, formats];
    // Of the number that is in the box when the reader answers.
    const sign = () => {
      const error = wasm.Error(state.format, state.code);
      return error === 0 ? 0 : error > 0 ? 1 : 2;
    };
    live.append(
        WbmWidgets.predict({
          question: `what will ${data.format ?? 'bfloat16'} make of ${
              value.value}?`,
          options: ['hold it exactly', 'a little more', 'a little less'],
          right: sign,
          told: () => headline.textContent,
          shown,
        }),
        make('div', {class: 'widget-controls'}, labelled('Value', value),
             labelled('Format', format), labelled('Rounding', mode),
             labelled('Beyond the range', saturation)),
        ...shown);
    if (!on.read(value.value)) value.value = '0';
    encode();
  }

  WbmWidgets.register('bits', build);
})();
