'use strict';
// The server gives the book to this machine, and nothing else to anyone.

const assert = require('assert');
const {spawnSync, spawn} = require('child_process');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const {test} = require('../weave/testing.js');
const {serve} = require('./serve/server.js');

const kServe = path.join(__dirname, 'serve/serve.js');

function bookFolder() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'serve-'));
  fs.mkdirSync(path.join(root, 'book/fonts'), {recursive: true});
  fs.writeFileSync(path.join(root, 'book/index.html'), '<p>the book');
  fs.writeFileSync(path.join(root, 'book/fonts/a.woff2'), 'type');
  fs.writeFileSync(path.join(root, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(root, 'book.pdf'), '%PDF');
  return {folder: path.join(root, 'book'), pdf: path.join(root, 'book.pdf')};
}

// The path goes out as it is: no library tidies "..".
function ask(port, url, {method = 'GET', host = `localhost:${port}`} = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(
        {host: '127.0.0.1', port, path: url, method, headers: {Host: host}},
        (response) => {
          let body = '';
          response.on('data', (chunk) => { body += chunk; });
          response.on('end', () => resolve(
              {status: response.statusCode, headers: response.headers, body}));
        });
    request.on('error', reject);
    request.end();
  });
}

async function withServer(body) {
  const server = await serve({...bookFolder(), port: 0});
  try {
    await body(server.address().port, server);
  } finally {
    server.close();
  }
}

test('TheFirstPageIsTheIndex', () => withServer(async (port) => {
  const {status, headers, body} = await ask(port, '/');
  assert.strictEqual(status, 200);
  assert.strictEqual(body, '<p>the book');
  assert.match(headers['content-type'], /^text\/html/);
}));

test('FontsAndThePdfAreServed', () => withServer(async (port) => {
  assert.strictEqual((await ask(port, '/fonts/a.woff2')).body, 'type');
  const pdf = await ask(port, '/book.pdf');
  assert.strictEqual(pdf.headers['content-type'], 'application/pdf');
}));

test('NoPathLeadsOutside', () => withServer(async (port) => {
  for (const url of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt',
    '/fonts/../../secret.txt', '//secret.txt', '/fonts', '/%00', '/%',
    '/constructor', '/..\\secret.txt']) {
    const {status, body} = await ask(port, url);
    assert.strictEqual(status, 404, url);
    assert.doesNotMatch(body, /secret\b(?!\.)/, url);
  }
}));

test('AnotherHostNameIsRefused', () => withServer(async (port) => {
  assert.strictEqual((await ask(port, '/', {host: 'evil.example'})).status, 403);
  assert.strictEqual((await ask(port, '/', {host: 'localhost.evil.example'})).status, 403);
}));

test('OnlyReadingIsAllowed', () => withServer(async (port) => {
  assert.strictEqual((await ask(port, '/', {method: 'POST'})).status, 405);
  const head = await ask(port, '/', {method: 'HEAD'});
  assert.strictEqual(head.status, 200);
  assert.strictEqual(head.body, '');
}));

test('OnlyThisMachineIsListenedTo', () => withServer(async (port, server) => {
  assert.strictEqual(server.address().address, '127.0.0.1');
}));

test('AFileThatIsGoneIsAFaultOfTheServerAndDoesNotEndIt', async () => {
  const {folder, pdf} = bookFolder();
  const server = await serve({folder, pdf, port: 0});
  const {port} = server.address();
  fs.unlinkSync(pdf);
  assert.strictEqual((await ask(port, '/book.pdf')).status, 500);
  assert.strictEqual((await ask(port, '/')).status, 200);
  server.close();
});

test('HelpSaysHow', () => {
  const {status, stdout} = spawnSync('node', [kServe, 'b', 'p', '--help'], {encoding: 'utf8'});
  assert.strictEqual(status, 0);
  assert.match(stdout, /--port/);
});

test('AnUnknownArgumentIsWrongUse', () => {
  for (const word of ['--prot=1', '--port=x', '--port=70000', 'here']) {
    const {status, stderr} = spawnSync('node', [kServe, 'b', 'p', word], {encoding: 'utf8'});
    assert.strictEqual(status, 2, word);
    assert.match(stderr, /unknown argument/);
  }
});

test('ATakenPortIsSaidWithARemedy', async () => {
  const {folder, pdf} = bookFolder();
  const holder = net.createServer();
  await new Promise((done) => holder.listen(0, '127.0.0.1', done));
  const {port} = holder.address();
  const child = spawn('node', [kServe, folder, pdf, `--port=${port}`]);
  let said = '';
  child.stderr.on('data', (chunk) => { said += chunk; });
  const code = await new Promise((done) => child.on('close', done));
  holder.close();
  assert.strictEqual(code, 1);
  assert.match(said, new RegExp(`port ${port} is taken; choose another`));
});
