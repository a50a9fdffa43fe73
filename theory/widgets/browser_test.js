// Touches the widgets as a reader does, on a page opened from file://, and
// reads what they answer.
// usage: browser_test.js CDP.js WIDGETS.js WIDGETS.css
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Widgets</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
  script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'">
<style>:root { color-scheme: light dark } body { margin: 0 8px }</style>
<link rel="stylesheet" href="widgets.css"></head><body>
<p><a id="before" href="#before">before</a></p>
<div class="widget" data-widget="bits" data-value="0.1" data-format="bfloat16">
<figure id="still">still picture</figure></div>
<div class="widget" data-widget="quantizer" data-bits="4"></div>
<div class="widget" data-widget="wheel"></div>
<div class="widget" data-widget="turn"></div>
<div class="widget" data-widget="unknown"><p id="kept">kept</p></div>
<p><a id="after" href="#after">after</a></p>
<script src="widgets.js"></script></body></html>`;

const results = (page) => page.evaluate(
    `[...document.querySelectorAll('.widget-result')].map(
        (e) => e.textContent)`);
const inWidget = (page, name, expression) => page.evaluate(`((widget) => ${
    expression})(document.querySelector('[data-widget=${name}]'))`);
const focused = (page) => page.evaluate(
    `document.activeElement.getAttribute('aria-label') ??
     document.activeElement.labels?.[0]?.textContent ??
     document.activeElement.textContent`);

async function typeValue(page, text) {
  await page.evaluate(`document.querySelector('input[type=text]').focus();
                       document.querySelector('input[type=text]').select()`);
  await page.type(text);
}

async function choose(page, label, value) {
  await page.call((wanted, chosen) => {
    const own = [...document.querySelectorAll('label')].find(
        (l) => l.textContent === wanted);
    const control = document.getElementById(own.htmlFor);
    control.value = chosen;
    control.dispatchEvent(new Event('change'));
  }, label, value);
}

const row = (page, format) => page.call(
    (name) => [...document.querySelectorAll('.widget-table tbody tr')].find(
        (r) => r.cells[0].textContent === name).innerText.split(/\s+/),
    format);
const fact = (page, name) => page.call(
    (wanted) => [...document.querySelectorAll('dt')].find(
        (t) => t.textContent === wanted).nextSibling.textContent,
    name);

const tests = {
  async theyStartAndTheUnknownOneStaysAPicture(page) {
    assert.deepStrictEqual(
        await page.evaluate(`[...document.querySelectorAll('.widget')].map(
            (e) => e.dataset.state ?? 'untouched')`),
        ['live', 'live', 'live', 'live', 'untouched']);
    assert.strictEqual(
        await page.evaluate(`document.querySelector('#still').checkVisibility()`),
        true);
    assert.match((await results(page))[0],
                 /^bfloat16 holds 0\.1 as 0\.10009765625, .* 0\.000977\.$/);
  },

  async theyAskBeforeTheyShow(page) {
    for (const name of ['bits', 'quantizer', 'wheel', 'turn']) {
      assert.strictEqual(await inWidget(page, name,
          `widget.querySelector('.widget-result').checkVisibility()`), false);
      assert.ok(await inWidget(page, name,
          `widget.querySelectorAll('.widget-predict input').length`) >= 2);
    }
    // 0.10009765625 is more than 0.1; a wrong guess is told.
    await inWidget(page, 'bits',
                   `widget.querySelectorAll('.widget-predict input')[2].click()`);
    assert.match(await inWidget(page, 'bits',
        `widget.querySelector('.widget-verdict').textContent`),
        /^Not so\. bfloat16 holds 0\.1 as 0\.10009765625/);
    await inWidget(page, 'quantizer',
                   `widget.querySelectorAll('.widget-predict input')[0].click()`);
    assert.match(await inWidget(page, 'quantizer',
        `widget.querySelector('.widget-verdict').textContent`),
        /^Right\. It rises, up to 19\.3 dB/);
    for (const name of ['wheel', 'turn']) {
      await inWidget(page, name,
                     `widget.querySelector('.widget-predict button').click()`);
      assert.doesNotMatch(await inWidget(page, name,
          `widget.querySelector('.widget-verdict').textContent`),
          /^(Right|Not so)/);
    }
    for (const name of ['bits', 'quantizer', 'wheel', 'turn']) {
      assert.strictEqual(await inWidget(page, name,
          `widget.querySelector('.widget-result').checkVisibility()`), true);
    }
  },

  async theWheelIsTurnedByKeyboardAndByHand(page) {
    const says = () => inWidget(page, 'wheel',
        `widget.querySelector('.widget-result').textContent`);
    const fact = (name) => inWidget(page, 'wheel',
        `[...widget.querySelectorAll('dt')].find((t) =>
            t.textContent === '${name}').nextSibling.textContent`);
    assert.strictEqual(await says(),
                       '1111: unsigned 15, two’s complement −1.');
    assert.strictEqual(await fact('Adder'), '1111 + 0001 = 0000');
    assert.match(await fact('Read unsigned'), /^15 \+ 1 = 0: wrong, 16 has/);
    assert.strictEqual(await fact('Read signed'), '−1 + 1 = 0: right');
    await inWidget(page, 'wheel', `widget.querySelector('svg').focus()`);
    await page.key('ArrowRight');
    assert.strictEqual(await says(),
                       '0000: unsigned 0, two’s complement 0.');
    for (let i = 0; i < 7; ++i) await page.key('ArrowUp');
    assert.match(await fact('Read signed'), /^7 \+ 1 = −8: wrong, 8 has/);
    assert.strictEqual(await inWidget(page, 'wheel',
        `widget.querySelector('svg').ariaValueText`),
        '0111: unsigned 7, two’s complement 7');
    // The mark at the left, a quarter before the top, is 1100.
    const at = await inWidget(page, 'wheel', `(() => {
      const svg = widget.querySelector('svg');
      svg.scrollIntoView({block: 'center'});
      const b = svg.getBoundingClientRect();
      return {x: b.x + b.width * 0.2, y: b.y + b.height / 2};
    })()`);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await page.send('Input.dispatchMouseEvent',
                      {type, ...at, button: 'left', buttons: 1, clickCount: 1});
    }
    assert.strictEqual(await says(),
                       '1100: unsigned 12, two’s complement −4.');
    await choose(page, 'Width', '3');
    assert.strictEqual(await inWidget(page, 'wheel',
        `widget.querySelectorAll('svg circle').length`), 9);
  },

  async aWeightIsMovedAndTheTurnFollows(page) {
    const says = () => inWidget(page, 'turn',
        `widget.querySelector('.widget-result').textContent`);
    const before = await says();
    assert.match(before, /: better\.$/);
    await inWidget(page, 'turn',
                   `widget.querySelector('input[type=range]').focus()`);
    for (let i = 0; i < 6; ++i) await page.key('ArrowLeft');
    assert.notStrictEqual(await says(), before);
    assert.strictEqual(await page.evaluate(
        'document.activeElement.ariaValueText'), '7.5');
    await choose(page, 'Weights', 'alike');
    assert.match(await inWidget(page, 'turn',
        `widget.querySelectorAll('svg')[1].ariaLabel`),
        /turned: 2\.83, 0, 0, 0, 0, 0, 0, 0$/);
  },

  async aTypedValueIsRounded(page) {
    await typeValue(page, '1/3');
    assert.match((await results(page))[0], /as 0\.333984375,/);
    assert.deepStrictEqual(await row(page, 'float8_e4m3fn'),
                           ['float8_e4m3fn', '0.0313', '0.34375', '0x2b']);
    await typeValue(page, '-nan');
    assert.strictEqual(await fact(page, 'Class'), 'negative NaN');
    await typeValue(page, '-pi');
    assert.match((await results(page))[0], /as −3\.140625,/);
    await typeValue(page, '465');
    assert.deepStrictEqual(await row(page, 'float8_e4m3fn'),
                           ['float8_e4m3fn', '–', 'NaN', '0x7f']);
    await choose(page, 'Beyond the range', 'finite');
    assert.strictEqual((await row(page, 'float8_e4m3fn'))[2], '448');
    await choose(page, 'Beyond the range', 'none');
  },

  async whatIsNoNumberIsSaidAndChangesNothing(page) {
    await typeValue(page, '2');
    await typeValue(page, 'two');
    assert.match((await results(page))[0], /^Not a number/);
    assert.strictEqual(await page.evaluate(
        `document.querySelector('input[type=text]').ariaInvalid`), 'true');
    assert.strictEqual((await row(page, 'float32'))[2], '2');
    await typeValue(page, '0.1');
    assert.strictEqual(await page.evaluate(
        `document.querySelector('input[type=text]').ariaInvalid`), 'false');
  },

  async theKeyboardFlipsABit(page) {
    await typeValue(page, '1');
    await page.evaluate(`document.querySelector('.bit[tabindex="0"]').focus()`);
    assert.strictEqual(await focused(page), 'sign, bit 15');
    await page.key(' ', {code: 'Space'});
    assert.match((await results(page))[0], /holds -1 as −1, exactly/);
    await page.key('End');
    assert.strictEqual(await focused(page), 'fraction, bit 0');
    await page.key('1');
    assert.match((await results(page))[0], /as −1\.0078125, exactly/);
    await page.key('Home');
    await page.key('ArrowRight');
    assert.strictEqual(await focused(page), 'exponent, bit 14');
    assert.strictEqual(await page.evaluate(
        `document.activeElement.ariaPressed`), 'false');
    await page.key('1');
    assert.strictEqual(await fact(page, 'Class'), 'negative NaN');
    assert.strictEqual(await focused(page), 'exponent, bit 13');
  },

  async aStepGoesToTheNeighbour(page) {
    await typeValue(page, '1');
    await page.evaluate(`document.querySelector(
        '[data-step="Next above"]').focus()`);
    await page.key('Enter', {text: '\r'});
    assert.match((await results(page))[0], /as 1\.0078125, exactly/);
    assert.match(await focused(page), /^Next above: 1\.015625/);
  },

  async anotherFormatHasOtherBits(page) {
    await choose(page, 'Format', 'float8_e8m0fnu');
    assert.strictEqual(
        await page.evaluate(`document.querySelectorAll('.bit').length`), 8);
    await choose(page, 'Format', 'float64');
    assert.strictEqual(
        await page.evaluate(`document.querySelectorAll('.bit').length`), 64);
    await choose(page, 'Format', 'bfloat16');
  },

  async aDraggedSliderChangesTheResult(page) {
    const before = (await results(page))[1];
    assert.match(before, /^SQNR 16\.4 dB at scale 0\.521; .* 2\.91 dB more\.$/);
    const at = await page.evaluate(`(() => {
      const s = document.querySelector('input[type=range]');
      s.scrollIntoView({block: 'center'});
      const b = s.getBoundingClientRect();
      return {x: b.x + b.width * s.value / s.max, y: b.y + b.height / 2,
              to: b.x + b.width * 0.3};
    })()`);
    const mouse = (type, x) => page.send('Input.dispatchMouseEvent', {
      type, x, y: at.y, button: 'left', buttons: 1, clickCount: 1,
    });
    await mouse('mousePressed', at.x);
    await mouse('mouseMoved', (at.x + at.to) / 2);
    await mouse('mouseMoved', at.to);
    await mouse('mouseReleased', at.to);
    assert.notStrictEqual((await results(page))[1], before);
    assert.notStrictEqual(await fact(page, 'Clipped'), '0 of 4096 (0 %)');
    await page.key('ArrowRight');
    const button = `[...document.querySelectorAll('button')].find(
        (b) => b.textContent === 'Best scale').click()`;
    await page.evaluate(button);
    assert.match((await results(page))[1],
                 /^SQNR 19\.3 dB at scale 0\.356; no scale does better\.$/);
  },

  async tabPassesThroughAndLeaves(page) {
    await page.evaluate(`document.querySelector('#before').focus()`);
    const stops = [];
    for (let i = 0; i < 60; ++i) {
      await page.key('Tab');
      if (await page.evaluate(`document.activeElement.id`) === 'after') break;
      stops.push(await focused(page));
    }
    assert.ok(stops.length < 60, 'the keyboard does not come out');
    assert.strictEqual(stops[0], 'a little less');
    // The bits are one stop, not sixteen.
    assert.strictEqual(stops.filter((s) => /, bit /.test(s)).length, 1);
    assert.deepStrictEqual(stops.filter((s) => !s), []);
  },

  async nothingIsWiderThanTheScreen(page) {
    for (const width of [320, 390, 768, 1280]) {
      for (const format of ['bfloat16', 'float64']) {
        await page.size(width);
        await choose(page, 'Format', format);
        await typeValue(page, '0x1p-1074');
        await page.evaluate(
            `new Promise((r) => requestAnimationFrame(() => setTimeout(r, 50)))`);
        const wide = await page.call((limit) =>
            [...document.querySelectorAll('body *')].filter((e) =>
                !e.closest('.widget-scroll') &&
                e.getBoundingClientRect().right > limit + 0.5)
            .map((e) => e.className), width);
        assert.deepStrictEqual(wide, [], `at ${width} pixels, ${format}`);
      }
    }
    await page.size(1280);
    await choose(page, 'Format', 'bfloat16');
  },

  async everyControlHasAName(page) {
    const {nodes} = await page.send('Accessibility.getFullAXTree');
    const kinds = ['button', 'textbox', 'combobox', 'slider', 'spinbutton',
                   'image', 'toolbar', 'link', 'region'];
    const own = nodes.filter((n) => !n.ignored && kinds.includes(n.role?.value));
    assert.ok(own.length > 25, `${own.length} controls`);
    assert.deepStrictEqual(
        own.filter((n) => !n.name?.value).map((n) => n.role.value), []);
  },
};

// Ratios of WCAG 2 between the colours as drawn, text against what is behind.
async function contrast(page) {
  return page.evaluate(`(() => {
    const canvas = document.createElement('canvas').getContext(
        '2d', {willReadFrequently: true});
    const rgb = (c) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, w, i) => {
      const v = rgb(c)[i] / 255;
      return sum + w * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    }, 0);
    const behind = (e) => {
      for (; e; e = e.parentElement) {
        const c = getComputedStyle(e).backgroundColor;
        if (rgb(c)[3] === 255) return c;
      }
      return 'Canvas';
    };
    const text = [...document.querySelectorAll('.widget-live *')].filter(
        (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
               && !e.closest('svg') && e.tagName !== 'OPTION');
    return text.map((e) => {
      const [a, b] = [getComputedStyle(e).color, behind(e)].map(light);
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className,
              e.textContent.slice(0, 20)];
    }).sort((a, b) => a[0] - b[0])[0];
  })()`);
}

async function main([cdp, script, style]) {
  const folder = path.join(process.env.TEST_TMPDIR ?? '/tmp', 'page');
  fs.mkdirSync(folder, {recursive: true});
  fs.writeFileSync(path.join(folder, 'page.html'), PAGE);
  fs.copyFileSync(script, path.join(folder, 'widgets.js'));
  fs.copyFileSync(style, path.join(folder, 'widgets.css'));
  const browser = await require(path.resolve(cdp)).launch();
  let failures = 0;
  const check = async (name, run) => {
    try {
      await run();
      console.log(`ok      ${name}`);
    } catch (error) {
      ++failures;
      console.log(`FAILED  ${name}\n${error.message}`);
    }
  };
  const page = await browser.newPage();
  await page.size(1280);
  await page.go(`file://${folder}/page.html`);
  await page.evaluate(`(async () => {
    while (document.querySelectorAll('[data-state=live]').length < 4) {
      await new Promise((r) => setTimeout(r, 20));
    }
  })()`);
  for (const [name, run] of Object.entries(tests)) {
    await check(name, () => run(page));
  }
  for (const theme of ['light', 'dark']) {
    await check(`readable, ${theme}`, async () => {
      await page.emulate({theme});
      const [least, ...where] = await contrast(page);
      console.log(`        least contrast ${least.toFixed(2)}`);
      assert.ok(least >= 4.5, `${least} at ${where.join(' ')}`);
    });
    const out = process.env.TEST_UNDECLARED_OUTPUTS_DIR;
    if (out) await page.screenshot(path.join(out, `${theme}.png`), true);
  }
  await check('no console message, no request beside the page', async () => {
    assert.deepStrictEqual(page.messages, []);
    assert.deepStrictEqual(
        page.requests.filter((url) => !url.startsWith('file:')), []);
  });
  await browser.close();
  return failures > 0 ? 1 : 0;
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
  console.log(error);
  process.exit(1);
});
