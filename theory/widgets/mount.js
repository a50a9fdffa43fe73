// Brings a page's widgets to life.
//
//   <div class="widget" data-widget="bits" data-value="0.1">still picture</div>
//
// A classic script, so that it works from file://. The pieces that follow in
// widgets.js register themselves: WbmWidgets.register("bits", build) for the
// part that a reader touches, WbmWidgets.modules.bits for its WebAssembly. The
// still picture stays below it; without script, on paper, or when the module
// cannot start, it is all that one sees.
'use strict';

const WbmWidgets = (() => {
  const builders = {};
  const modules = {};  // name: base64 of the module
  const started = {};  // name: promise of its exports
  let ids = 0;

  function bytes(base64) {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  }

  // One instance a widget: a module holds the state of one.
  async function exportsOf(name) {
    started[name] ??= WebAssembly.compile(bytes(modules[name]));
    const instance = await WebAssembly.instantiate(await started[name], {});
    instance.exports._initialize?.();
    return instance.exports;
  }

  // make('p', {class: 'x', onclick: f}, 'text', child)
  function make(tag, attributes = {}, ...children) {
    const svg = 'svg g path rect line circle text'.split(' ').includes(tag);
    const element =
        svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) :
              document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) {
        element.addEventListener(name.slice(2), value);
      } else if (value !== undefined) {
        element.setAttribute(name, value);
      }
    }
    element.append(...children);
    return element;
  }

  // A control under its visible label.
  function labelled(text, control, extra = {}) {
    control.id ||= `widget-${++ids}`;
    return make('div', {class: 'widget-control', ...extra},
                make('label', {for: control.id}, text), control);
  }

  function select(options, chosen, onchange) {
    const element = make('select', {onchange});
    for (const [value, text] of options) {
      element.append(make('option', {value}, text));
    }
    element.value = chosen;
    if (element.selectedIndex < 0) element.selectedIndex = 0;
    return element;
  }

  const SUPERSCRIPTS = {'-': '⁻', '+': ''};
  '⁰¹²³⁴⁵⁶⁷⁸⁹'.split('').forEach((c, i) => SUPERSCRIPTS[i] = c);
  const superscript = (n) =>
      String(n).replace(/./g, (c) => SUPERSCRIPTS[c] ?? c);

  // 9.77e-4 as people write it.
  function typeset(text) {
    return text.replace(/e([-+]?\d+)/, (_, n) => `·10${superscript(n)}`)
        .replace(/^-/, '−');
  }
  function number(x) {
    if (Number.isNaN(x)) return 'NaN';
    if (!Number.isFinite(x)) return x < 0 ? '−∞' : '∞';
    return Object.is(x, -0) ? '−0' : typeset(String(x));
  }
  const rounded = (x, digits = 3) =>
      Number.isFinite(x) ? number(Number(x.toPrecision(digits))) : number(x);

  async function mount(host) {
    const name = host.dataset.widget;
    if (!builders[name] || !modules[name]) return;
    const wasm = await exportsOf(name);
    const live = make('div', {class: 'widget-live'});
    builders[name](live, wasm, host.dataset);
    host.prepend(live);
    host.dataset.state = 'live';
  }

  function start() {
    for (const host of document.querySelectorAll('.widget[data-widget]')) {
      mount(host).catch(() => { host.dataset.state = 'still'; });
    }
  }
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start);
  } else {
    // The pieces below this one have yet to register themselves.
    setTimeout(start, 0);
  }

  const register = (name, build) => { builders[name] = build; };
  return {
    register, modules, make, labelled, select, superscript, typeset, number,
    rounded,
  };
})();
