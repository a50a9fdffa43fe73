'use strict';
// A chapter and its lab point at each other.

const {oneOf} = require('./nearest');

/** Faults: another lab than the BUILD file's; sections that lab.json misses. */
function checkLab(page) {
  const {lab, meta, faults, outline} = page;
  if (!lab) {
    if (meta.lab) {
      faults.add(1, `the page names the lab ${meta.lab}, its BUILD none`,
          'chapter() instead of page()');
    }
    return;
  }
  if (!meta.question) {
    faults.add(1, 'the chapter has no question', '--- question: … ---');
  }
  if (meta.lab !== lab.lab) {
    faults.add(1, `the chapter names the lab '${meta.lab || ''}', its BUILD ` +
        `'${lab.lab}'`, `lab: ${lab.lab}`);
  }
  if (lab.chapter !== page.folder) return;
  for (const task of lab.tasks || []) {
    const id = task.chapter_section;
    if (id && !outline.ids.has(id)) {
      faults.add(1, `task ${task.id} sends its reader to the section '${id}'`,
          'add the section, or correct chapter_section in lab.json; ' +
          oneOf(outline.ids.keys(), id));
    }
  }
}

module.exports = {checkLab};
