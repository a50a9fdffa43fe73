'use strict';
// mutate.js PLAN.json: compiles a program with a patch applied to its sources.
//
// A copy of the sources is patched. Those files that include a patched one, at
// whatever distance, are compiled anew and linked in front of the libraries:
// a library's own object is left out once its functions are there.

const {spawnSync} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

function run(program, args, options = {}) {
  const done = spawnSync(program, args, {encoding: 'utf8', ...options});
  if (done.error) throw new Error(`${program}: ${done.error.message}`);
  if (done.status !== 0) {
    throw new Error(`${program} failed:\n${done.stdout}${done.stderr}`);
  }
}

/** The files that a unified diff (-p1) changes. */
const patchedFiles = (patch) =>
  [...patch.matchAll(/^\+\+\+ [^/\s]+\/(\S+)/gm)].map((match) => match[1]);

/** file -> the project's files that it includes. */
function includesOf(files, read) {
  const known = new Set(files);
  return new Map(files.map((file) => [file,
    [...read(file).matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)]
        .map((match) => match[1]).filter((name) => known.has(name))]));
}

/** All files that reach one of `targets` by including, targets too. */
function reaching(targets, includes) {
  const found = new Set(targets);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [file, names] of includes) {
      if (names.some((name) => found.has(name))) found.add(file);
    }
  }
  return found;
}

function patchTree(plan, tree) {
  for (const file of plan.files) {
    const copy = path.join(tree, file);
    fs.mkdirSync(path.dirname(copy), {recursive: true});
    fs.writeFileSync(copy, fs.readFileSync(file));
  }
  const patch = fs.readFileSync(plan.patch, 'utf8');
  const changed = patchedFiles(patch);
  const strange = changed.filter((file) => !plan.files.includes(file));
  if (changed.length === 0) throw new Error(`${plan.patch} changes nothing`);
  if (strange.length > 0) {
    throw new Error(`${plan.patch} changes ${strange.join(', ')}, which the ` +
        'program does not use');
  }
  run('patch', ['-p1', '--fuzz=0', '--batch', '--no-backup-if-mismatch',
    '-d', tree], {input: patch});
  return changed;
}

/** The .cc files to compile, the program's own among them. */
function sourcesToCompile(plan, tree, changed) {
  const includes = includesOf(plan.files,
      (file) => fs.readFileSync(path.join(tree, file), 'utf8'));
  const stale = reaching(changed, includes);
  return plan.files.filter((file) => file.endsWith('.cc') &&
      (stale.has(file) || plan.main.includes(file)));
}

function compile(plan, tree, file) {
  const object = path.join(tree, file + '.o');
  run(plan.compiler, ['-O2', ...plan.options, '-w',
    ...plan.defines.map((d) => `-D${d}`),
    '-iquote', tree,
    ...plan.includes.map((folder) => `-I${folder}`),
    ...plan.systemIncludes.flatMap((folder) => ['-isystem', folder]),
    '-c', path.join(tree, file), '-o', object]);
  return object;
}

function mutate(plan) {
  const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'mutant-'));
  try {
    const changed = patchTree(plan, tree);
    const objects = sourcesToCompile(plan, tree, changed)
        .map((file) => compile(plan, tree, file));
    run(plan.compiler, [...objects, '-Wl,--start-group', ...plan.archives,
      '-Wl,--end-group', ...plan.linkOptions, '-lstdc++', '-lm', '-o',
      plan.program]);
  } finally {
    fs.rmSync(tree, {recursive: true});
  }
}

if (require.main === module) {
  try {
    mutate(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
  } catch (error) {
    process.stderr.write(`mutate: ${error.message}\n`);
    process.exitCode = 1;
  }
}

module.exports = {includesOf, patchedFiles, reaching};
