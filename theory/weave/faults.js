'use strict';
// What is wrong with a page: each with file, line and remedy. Faults are
// gathered, so that one build names all of them.
//
//   const faults = new Faults('theory/03_formats/chapter.md');
//   faults.add(12, "no region 'ties' in ties_demo.cc", 'name one of: …');

class Faults {
  constructor(file) {
    this.file = file;
    this.list = [];
  }

  /** Adds a fault; `file` is that of the page unless it is given. */
  add(line, message, remedy, file = this.file) {
    this.list.push({file, line: line || 1, message, remedy});
  }

  get any() {
    return this.list.length > 0;
  }

  toString() {
    const inOrder = [...this.list].sort(
        (a, b) => a.file === b.file ? a.line - b.line :
                                      a.file < b.file ? -1 : 1);
    return inOrder
        .map((f) => `${f.file}:${f.line}: ${f.message}\n` +
                 (f.remedy ? `  remedy: ${f.remedy}\n` : ''))
        .join('');
  }
}

module.exports = {Faults};
