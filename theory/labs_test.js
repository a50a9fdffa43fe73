'use strict';
// Whoever a lab sends to the book arrives: each chapter that a lab.json names
// is woven, and so is each section that its tasks point at. The weaver sees
// only the labs of its chapters; this test sees all labs, and the ways back.

const assert = require('assert');
const fs = require('fs');
const {test} = require('./weave/testing');

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** What is wrong with the ways from `lab` to `pages` ({folder: facts}). */
function deadEnds(lab, pages) {
  const page = pages.get(lab.chapter);
  if (!page) return [`its chapter '${lab.chapter}' is no page of the book`];
  const found = page.lab === lab.lab ? [] :
      [`${lab.chapter} belongs to the lab '${page.lab}'`];
  const sections = new Set(page.sections.map(({id}) => id));
  for (const {id, chapter_section: section} of lab.tasks) {
    if (!section) found.push(`task ${id} names no section of the chapter`);
    else if (!sections.has(section)) {
      found.push(`task ${id}: ${lab.chapter} has no section '${section}'`);
    }
  }
  const asked = page.exercises.filter(({kind}) => kind === 'graded')
      .map(({question}) => question);
  const questions = new Set((lab.questions || []).map(({id}) => id));
  for (const id of asked) {
    if (!questions.has(id)) found.push(`it has no question '${id}'`);
  }
  for (const id of questions) {
    if (!asked.includes(id)) found.push(`${lab.chapter} never asks '${id}'`);
  }
  return found;
}

const names = (folder) => fs.readdirSync(folder)
    .filter((name) => /^\d\d_/.test(name)).sort();

const pages = new Map(names('theory').map((name) =>
  [`theory/${name}`, readJson(`theory/${name}/${name}.json`)]));

for (const name of names('labs')) {
  const camel = name.replace(/_(.)/g, (_, c) => c.toUpperCase());
  test(`Lab${camel}LeadsToItsChapter`, () => {
    const lab = readJson(`labs/${name}/lab.json`);
    const found = deadEnds(lab, pages);
    assert.equal(found.join('\n'), '', `labs/${name}/lab.json:\n` +
        found.join('\n'));
  });
}

// The check itself, on a lab that is sound but for one thing.
const PAGE = {lab: '03_small', sections: [{id: 'ties'}],
  exercises: [{kind: 'graded', question: 'q1'}, {kind: 'self-check'}]};
const LAB = {lab: '03_small', chapter: 'theory/03_small',
  tasks: [{id: '3.1', chapter_section: 'ties'}], questions: [{id: 'q1'}]};
const ends = (changes) =>
  deadEnds({...LAB, ...changes}, new Map([['theory/03_small', PAGE]]));

test('ASoundLabHasNoDeadEnd', () => assert.deepEqual(ends({}), []));
test('AChapterThatIsNotThere', () =>
  assert.match(ends({chapter: 'theory/03_smal'})[0], /is no page of the book/));
test('AChapterOfAnotherLab', () =>
  assert.match(ends({lab: '04_small'})[0], /belongs to the lab '03_small'/));
test('ASectionThatIsNotThere', () =>
  assert.match(ends({tasks: [{id: '3.1', chapter_section: 'tie'}]})[0],
      /task 3.1: .* no section 'tie'/));
test('ATaskWithoutASection', () =>
  assert.match(ends({tasks: [{id: '3.1'}]})[0], /names no section/));
test('AQuestionThatIsNotThere', () =>
  assert.match(ends({questions: []})[0], /has no question 'q1'/));
test('AQuestionThatNobodyAsks', () =>
  assert.match(ends({questions: [{id: 'q1'}, {id: 'q2'}]})[0],
      /never asks 'q2'/));
test('ThereAreLabs', () => assert.ok(names('labs').length > 0));
