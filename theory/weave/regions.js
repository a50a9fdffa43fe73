'use strict';
// Listings: regions of sources that the build compiles and runs.
//
//   // [region ties]
//   ...
//   // [/region]

const {oneOf} = require('./nearest');

const MAX_LINES = 25;
const MAX_COLUMNS = 72;
const OPENS = /^\s*(?:\/\/|#)\s*\[region\s*([^\]]*)\]\s*$/;
const CLOSES = /^\s*(?:\/\/|#)\s*\[\/region\]\s*$/;
const NAME = /^[a-z0-9_-]+$/;

function dedent(lines) {
  const indent = Math.min(...lines.filter((line) => line.trim())
      .map((line) => line.match(/^ */)[0].length));
  return lines.map((line) => line.slice(indent));
}

// Blank lines at either end are not part of what is shown.
function trim(lines, first) {
  let [begin, end] = [0, lines.length];
  while (begin < end && !lines[begin].trim()) ++begin;
  while (end > begin && !lines[end - 1].trim()) --end;
  return {lines: lines.slice(begin, end), first: first + begin};
}

/**
 * All regions of a source: Map name -> {lines, first, last}, lines dedented,
 * numbered from 1. Faults name the source.
 */
function readRegions(text, file, faults) {
  const regions = new Map();
  let open = null;
  const source = text.split('\n');
  source.forEach((line, i) => {
    const opens = line.match(OPENS);
    if (opens && open) {
      faults.add(i + 1, `region '${opens[1]}' opens inside '${open.name}'`,
          'close the one first: // [/region]', file);
    }
    if (opens) {
      open = {name: opens[1], at: i + 1};
      if (!NAME.test(open.name)) {
        faults.add(i + 1, `'${open.name}' cannot be a region's name`,
            "lower case letters, digits, '-' and '_'", file);
      }
    } else if (CLOSES.test(line) && !open) {
      faults.add(i + 1, 'a region is closed that was not opened',
          'take the line out', file);
    } else if (CLOSES.test(line)) {
      keep(regions, open, source.slice(open.at, i), file, faults);
      open = null;
    }
  });
  if (open) {
    faults.add(open.at, `region '${open.name}' is not closed`,
        'end it with // [/region]', file);
  }
  return regions;
}

function keep(regions, open, between, file, faults) {
  const say = (message, remedy) => faults.add(open.at, message, remedy, file);
  if (regions.has(open.name)) {
    say(`region '${open.name}' is there twice`, 'rename one of them');
  }
  const {lines, first} = trim(between, open.at + 1);
  if (lines.length === 0) {
    say(`region '${open.name}' is empty`, 'put code into it or take it out');
    return;
  }
  const shown = dedent(lines);
  if (shown.length > MAX_LINES) {
    say(`region '${open.name}' has ${shown.length} lines`,
        `show at most ${MAX_LINES}: split the function`);
  }
  const wide = shown.findIndex((line) => [...line].length > MAX_COLUMNS);
  if (wide >= 0) {
    faults.add(first + wide, `region '${open.name}' is ` +
        `${[...shown[wide]].length} columns wide here`,
    `at most ${MAX_COLUMNS} fit the page`, file);
  }
  regions.set(open.name,
      {lines: shown, first, last: first + shown.length - 1});
}

/** The sources a page may show, by the name that chapter.md uses. */
class Sources {
  /** `files`: name -> {path, text}. */
  constructor(files, faults) {
    this.faults = faults;
    this.files = files;
    this.regions = new Map([...files].map(([name, {path, text}]) =>
      [name, readRegions(text, path, faults)]));
  }

  /** The region as {lines, first, last, path}, or null after a fault. */
  find(file, name, line) {
    const source = this.files.get(file);
    if (!source) {
      this.faults.add(line, `no source '${file}' belongs to this chapter`,
          "a demo's source, or one of 'sources' in BUILD; " +
          oneOf(this.files.keys(), file));
      return null;
    }
    const regions = this.regions.get(file);
    if (!regions.has(name)) {
      this.faults.add(line, `no region '${name}' in ${source.path}`,
          oneOf(regions.keys(), name));
      return null;
    }
    return {...regions.get(name), path: source.path};
  }
}

module.exports = {MAX_COLUMNS, MAX_LINES, Sources, readRegions};
