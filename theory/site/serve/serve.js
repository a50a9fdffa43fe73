'use strict';
// bazel run //theory:serve -- --port=8000

const {serve} = require('./server.js');

const kUse = `usage: bazel run //theory:serve -- [--port=8000] [--help]

Shows the book at http://localhost:8000/, to this machine only. Ends with
Ctrl-C. Exit codes: 0 ended, 1 the port is taken or may not be used, 2 wrong
use.
`;

// Options after what BUILD passes: the folder and the PDF.
function read(words) {
  const [folder, pdf, ...rest] = words;
  const options = {folder, pdf, port: 8000, help: false};
  for (const word of rest) {
    const port = /^--port=(\d{1,5})$/.exec(word);
    if (word === '--help' || word === '-h') options.help = true;
    else if (port && Number(port[1]) < 65536) options.port = Number(port[1]);
    else return {fault: `unknown argument '${word}'`};
  }
  return options;
}

function explained(error, port) {
  if (error.code === 'EADDRINUSE') {
    return `port ${port} is taken; choose another: --port=${port + 1}`;
  }
  if (error.code === 'EACCES') {
    return `port ${port} may not be used; choose one above 1023: --port=8000`;
  }
  return error.message;
}

async function main(words) {
  const options = read(words);
  if (options.fault) {
    process.stderr.write(`serve: ${options.fault}\n${kUse}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(kUse);
    return 0;
  }
  try {
    const server = await serve(options);
    console.log(`The book: http://localhost:${server.address().port}/ (Ctrl-C ends it)`);
    return null;
  } catch (error) {
    process.stderr.write(`serve: ${explained(error, options.port)}\n`);
    return 1;
  }
}

main(process.argv.slice(2)).then((code) => {
  if (code !== null) process.exit(code);
});
