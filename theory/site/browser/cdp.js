'use strict';
// Drives Debian's Chromium over a pipe with its DevTools protocol.
//
//   const browser = await launch();
//   const page = await browser.newPage();
//   await page.go('file:///…/index.html');
//   await page.evaluate('document.title');
//   await browser.close();
//
// Host names do not resolve, so nothing leaves the machine, the browser's own
// errands included. Chromium's sandbox is off: it cannot be set up as root or
// inside Bazel's sandbox, and what is opened is only our own pages.

const {spawn} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const kFlags = [
  '--headless=new', '--no-sandbox', '--remote-debugging-pipe',
  '--host-resolver-rules=MAP * ~NOTFOUND', '--disable-gpu',
  '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-default-apps', '--disable-sync',
  '--disable-extensions', '--metrics-recording-only', '--mute-audio',
  '--font-render-hinting=none', '--hide-scrollbars',
  '--force-color-profile=srgb', '--allow-file-access-from-files=false',
];

// Milliseconds; WBM_PATIENCE, in seconds, for what takes longer.
const kPatience = 1000 * Number(process.env.WBM_PATIENCE || 60);

// Debian's wrapper reads /etc; the program itself needs nothing of it.
function program() {
  const places = ['/usr/lib/chromium/chromium', '/usr/bin/chromium'];
  const found = places.find((place) => fs.existsSync(place));
  if (!found) {
    throw new Error('no Chromium; install the package chromium: scripts/setup');
  }
  return found;
}

class Browser {
  constructor() {
    this.profile = fs.mkdtempSync(path.join(os.tmpdir(), 'wbm-browser-'));
    this.next = 1;
    this.waiting = new Map();
    this.pages = new Map();
    this.child = spawn(program(), [...kFlags, `--user-data-dir=${this.profile}`], {
      env: {...process.env, HOME: this.profile, XDG_CONFIG_HOME: this.profile},
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.on('exit', () => this.fail(new Error('Chromium has ended')));
    this.child.stdio[3].on('error', () => {});
    this.read(this.child.stdio[4]);
  }

  // Messages are separated by a zero byte.
  read(pipe) {
    let rest = [];
    pipe.on('data', (chunk) => {
      let from = 0;
      for (let at; (at = chunk.indexOf(0, from)) >= 0; from = at + 1) {
        rest.push(chunk.subarray(from, at));
        this.take(JSON.parse(Buffer.concat(rest).toString('utf8')));
        rest = [];
      }
      rest.push(chunk.subarray(from));
    });
  }

  take(message) {
    if (message.id) {
      if (!this.waiting.has(message.id)) return;
      const {resolve, reject, method} = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) reject(new Error(`${method}: ${message.error.message}`));
      else resolve(message.result);
      return;
    }
    this.pages.get(message.sessionId)?.event(message.method, message.params);
  }

  fail(error) {
    for (const {reject} of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  // No command of ours takes long; one without an answer is a fault.
  send(method, params = {}, sessionId = undefined) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(`${method}: no answer in ${kPatience / 1000} s`));
      }, kPatience);
      const settled = (then) => (value) => {
        clearTimeout(late);
        then(value);
      };
      this.waiting.set(
          id, {resolve: settled(resolve), reject: settled(reject), method});
      this.child.stdio[3].write(
          JSON.stringify({id, method, params, sessionId}) + '\0');
    });
  }

  async newPage() {
    const {targetId} =
        await this.send('Target.createTarget', {url: 'about:blank'});
    const {sessionId} =
        await this.send('Target.attachToTarget', {targetId, flatten: true});
    const page = new Page(this, sessionId, targetId);
    this.pages.set(sessionId, page);
    for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'DOM', 'CSS']) {
      await page.send(`${domain}.enable`);
    }
    return page;
  }

  async close() {
    await this.send('Browser.close').catch(() => {});
    await this.ended;
    fs.rmSync(this.profile, {recursive: true, force: true, maxRetries: 20});
  }
}

class Page {
  constructor(browser, sessionId, targetId) {
    this.browser = browser;
    this.sessionId = sessionId;
    this.targetId = targetId;
    this.requests = [];
    this.messages = [];
    this.loads = [];
  }

  send(method, params = {}) {
    return this.browser.send(method, params, this.sessionId);
  }

  event(method, params) {
    if (method === 'Network.requestWillBeSent') {
      this.requests.push(params.request.url);
    } else if (method === 'Runtime.consoleAPICalled') {
      this.messages.push(
          `${params.type}: ${params.args.map((a) => a.value ?? a.description).join(' ')}`);
    } else if (method === 'Runtime.exceptionThrown') {
      const {text, exception} = params.exceptionDetails;
      this.messages.push(`exception: ${exception?.description ?? text}`);
    } else if (method === 'Log.entryAdded') {
      this.messages.push(`${params.entry.level}: ${params.entry.text}`);
    } else if (method === 'Page.loadEventFired') {
      this.loads.splice(0).forEach((resolve) => resolve());
    }
  }

  // Opens `url`, waits for its load event and its fonts.
  async go(url) {
    this.requests = [];
    this.messages = [];
    const loaded = new Promise((resolve) => this.loads.push(resolve));
    const {errorText} = await this.send('Page.navigate', {url});
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await inTime(loaded, `${url} is not loaded`);
    await this.evaluate('document.fonts.ready.then(() => true)');
  }

  // The value of an expression; a promise is waited for.
  async evaluate(expression) {
    const {result, exceptionDetails} = await this.send('Runtime.evaluate', {
      expression, awaitPromise: true, returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ??
                      exceptionDetails.text);
    }
    return result.value;
  }

  // Calls `fn`, a function of the page's world, with JSON arguments.
  call(fn, ...values) {
    return this.evaluate(
        `(${fn})(${values.map((v) => JSON.stringify(v)).join(', ')})`);
  }

  size(width, height = 900) {
    return this.send('Emulation.setDeviceMetricsOverride', {
      width, height, deviceScaleFactor: 1, mobile: width < 500,
    });
  }

  // media: "" | "print"; theme: "light" | "dark".
  emulate({media = '', theme = 'light'} = {}) {
    return this.send('Emulation.setEmulatedMedia', {
      media,
      features: [
        {name: 'prefers-color-scheme', value: theme},
        {name: 'prefers-reduced-motion', value: 'reduce'},
      ],
    });
  }

  async key(key, {text = key.length === 1 ? key : undefined, code} = {}) {
    const common = {key, code: code ?? key, text,
      windowsVirtualKeyCode: kKeyCodes[key] ?? key.toUpperCase().charCodeAt(0)};
    await this.send('Input.dispatchKeyEvent', {type: 'keyDown', ...common});
    await this.send('Input.dispatchKeyEvent',
                    {type: 'keyUp', ...common, text: undefined});
  }

  type(text) {
    return this.send('Input.insertText', {text});
  }

  async screenshot(file, full = false) {
    const {data} = await this.send('Page.captureScreenshot',
                                   {captureBeyondViewport: full});
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }
}

function inTime(promise, what) {
  let late;
  const limit = new Promise((resolve, reject) => {
    late = setTimeout(() => reject(new Error(
        `${what} after ${kPatience / 1000} s`)), kPatience);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(late));
}

const kKeyCodes = {Tab: 9, Enter: 13, Escape: 27, ArrowLeft: 37, ArrowUp: 38,
  ArrowRight: 39, ArrowDown: 40, '/': 191, '?': 191};

async function launch() {
  const browser = new Browser();
  await browser.send('Browser.getVersion');
  return browser;
}

module.exports = {launch};
