'use strict';
// What the page's programs printed, computed and drew.

const fs = require('fs');
const path = require('path');

const KEY = /^[a-z0-9_.]+$/;
const PART = /^\[([a-z0-9_.-]+)\]$/;

/** Where a source says "name": its last such line, or the first line. */
function lineSaying(source, name) {
  const lines = source.text.split('\n');
  const at = lines.map((line) => line.includes(`"${name}"`)).lastIndexOf(true);
  return at < 0 ? 1 : at + 1;
}

/** "a\tb" lines -> Map key -> number; faults for what cannot be bound. */
function readValues(text, source, faults) {
  const values = new Map();
  const {file} = source;
  for (const line of text.split('\n').filter((line) => line)) {
    const [key, number] = line.split('\t');
    const value = Number(number);
    const at = lineSaying(source, key);
    if (!KEY.test(key)) {
      faults.add(at, `records the key '${key}'`,
          "keys are lower case letters, digits, '_' and '.'", file);
    } else if (!Number.isFinite(value) || number.trim() === '') {
      faults.add(at, `records ${key} = ${number}, which is not finite`,
          'record a number, or say it with Holds', file);
    } else if (values.has(key)) {
      faults.add(at, `records '${key}' twice`, 'give each its own key', file);
    }
    values.set(key, value);
  }
  return values;
}

/** Printed text -> Map part -> its lines; "" holds all of it. */
function readParts(text, source, faults) {
  const parts = new Map([['', text]]);
  let part = null;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const opens = line.match(PART);
    if (opens) {
      part = opens[1];
      if (parts.has(part)) {
        faults.add(lineSaying(source, part), `prints the part '${part}' twice`,
            'give each Part its own name', source.file);
      }
      parts.set(part, '');
    } else if (part !== null) {
      parts.set(part, parts.get(part) + line + '\n');
    }
  }
  return parts;
}

/** The first line in which two texts differ, counted from 1; 0: equal. */
function firstDifference(a, b) {
  if (a === b) return 0;
  const [as, bs] = [a.split('\n'), b.split('\n')];
  let line = 0;
  while (as[line] === bs[line]) ++line;
  return line + 1;
}

function checkGolden(demo, text, folder, faults) {
  if (demo.machineDependent) return;
  const unit = folder.replace(/^theory\//, '');
  const remedy = 'if the new output is right: ' +
      `bazel run //theory:update_goldens -- ${unit}`;
  const golden = demo.golden || `${folder}/${demo.name}.golden.txt`;
  if (!demo.golden) {
    faults.add(1, `${demo.name} has no golden output`,
        `bazel run //theory:update_goldens -- ${unit}`, golden);
    return;
  }
  const accepted = fs.readFileSync(golden, 'utf8');
  const line = firstDifference(accepted, text);
  if (line === 0) return;
  const at = (all) => all.split('\n')[line - 1];
  const say = (s) => s === undefined ? 'nothing' : `"${s}"`;
  faults.add(line, `${demo.name} now prints ${say(at(text))} where the ` +
      `golden has ${say(at(accepted))}`, remedy, golden);
}

/** One program of the order, read. */
function readDemo(demo, folder, faults) {
  const text = fs.readFileSync(demo.text, 'utf8');
  const file = demo.sources[0];
  const source = {file, text: fs.readFileSync(file, 'utf8')};
  checkGolden(demo, text, folder, faults);
  const figures = new Map(Object.entries(demo.figures)
      .map(([name, svg]) => [name, fs.readFileSync(svg, 'utf8')]));
  return {
    name: demo.name,
    file,
    text: source.text,
    machineDependent: demo.machineDependent,
    refused: demo.refused,
    parts: readParts(text, source, faults),
    values: readValues(fs.readFileSync(demo.values, 'utf8'), source, faults),
    figures,
  };
}

/** All programs: {byName, values: key -> {value, demo}}. */
function readDemos(order, faults) {
  const folder = path.dirname(order.chapter);
  const byName = new Map();
  const values = new Map();
  for (const item of order.demos) {
    const demo = readDemo(item, folder, faults);
    byName.set(demo.name, demo);
    for (const [key, value] of demo.values) {
      if (values.has(key)) {
        faults.add(lineSaying(demo, key), `records '${key}', and so does ` +
            values.get(key).demo.file, 'give each its own key', demo.file);
      }
      values.set(key, {value, demo});
    }
  }
  return {byName, values};
}

module.exports = {readDemos};
