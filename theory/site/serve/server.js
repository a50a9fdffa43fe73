'use strict';
// A server for one folder of files, to this machine only. What may be asked
// for is listed once at the start, so no path can lead outside.

const fs = require('fs');
const http = require('http');
const path = require('path');

const kTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.woff2': 'font/woff2',
};
const kLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

// URL path -> file, for every file of `folder`.
function listed(folder, prefix = '/') {
  const files = new Map();
  for (const entry of fs.readdirSync(folder)) {
    const file = path.join(folder, entry);
    if (fs.statSync(file).isDirectory()) {
      for (const [url, inner] of listed(file, `${prefix}${entry}/`)) {
        files.set(url, inner);
      }
    } else {
      files.set(prefix + entry, file);
    }
  }
  return files;
}

function pathOf(request) {
  try {
    return decodeURIComponent(request.url.split(/[?#]/)[0]);
  } catch (error) {
    return null;
  }
}

function refuse(response, status, why) {
  response.writeHead(status, {'Content-Type': 'text/plain; charset=utf-8'});
  response.end(`${status}: ${why}\n`);
}

function answer(files, request, response) {
  if (!kLocal.test(request.headers.host ?? '')) {
    return refuse(response, 403, 'this server is for localhost');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'only GET and HEAD');
  }
  const asked = pathOf(request);
  const file = files.get(asked === '/' ? '/index.html' : asked);
  if (!file) return refuse(response, 404, 'the book has no such page');
  let body;
  try {
    body = fs.readFileSync(file);
  } catch (error) {
    return refuse(response, 500, `the file cannot be read: ${error.code}`);
  }
  response.writeHead(200, {
    'Cache-Control': 'no-cache',
    'Content-Length': body.length,
    'Content-Type': kTypes[path.extname(file)] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
  });
  return response.end(request.method === 'HEAD' ? undefined : body);
}

// Resolves to the server once it listens; port 0 takes a free one.
function serve({folder, pdf, port}) {
  const files = listed(folder);
  files.set('/book.pdf', pdf);
  const server = http.createServer(
      (request, response) => answer(files, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

module.exports = {serve};
