'use strict';
// Exercises. One to check oneself has its answer on the page, hidden until
// asked for; a graded one shows the question of lab.json and no answer.

const {attributes, div, escapeHtml, para, rawBlock, span, str} =
    require('./nodes');
const {oneOf} = require('./nearest');
const {typesetWords} = require('./show_value');

const isAnswer = (node) =>
  node.t === 'Div' && attributes(node).classes[0] === 'answer';

const label = (text) => para([span('', ['label'], [str(text)])]);

function answerBlocks(answer) {
  return [
    rawBlock('<details class="answer"><summary>Answer</summary>'),
    ...answer.c[1],
    rawBlock('</details>'),
  ];
}

function selfCheck(node, page) {
  const blocks = node.c[1];
  const answers = blocks.filter(isAnswer);
  const {id, label: name} = node.entry;
  if (answers.length !== 1 || answers[0].c[1].length === 0) {
    page.faults.add(node.line, answers.length > 1 ?
        'an exercise with two answers' : 'an exercise without an answer',
    'put it inside: :::: answer … ::::');
  }
  if (blocks.length === answers.length) {
    page.faults.add(node.line, 'an exercise without a question', 'ask it');
  }
  const body = blocks.flatMap((b) => isAnswer(b) ? answerBlocks(b) : [b]);
  return div(id, ['exercise'], [label(name), ...body]);
}

function choiceList(choices) {
  if (!choices) return [];
  const items = Object.entries(choices)
      .map(([key, text]) => `<li><b>${escapeHtml(key)}</b> ` +
                            `${escapeHtml(typesetWords(text))}</li>`);
  return [rawBlock(`<ul class="choices">${items.join('')}</ul>`)];
}

function graded(node, key, page) {
  const questions = (page.lab && page.lab.questions) || [];
  const question = questions.find((q) => q.id === key);
  if (node.c[1].some(isAnswer)) {
    page.faults.add(node.line, 'a graded question with an answer',
        'take the answer out, or the attribute graded');
  }
  if (!question) {
    page.faults.add(node.line, page.lab ?
        `the lab has no question '${key}'` : 'a graded question without a lab',
    oneOf(questions.map((q) => q.id), key));
    return [];
  }
  const points = question.points === 1 ? '1 point' :
                                         `${question.points} points`;
  return div(node.entry.id, ['exercise', 'graded'], [
    label(`${node.entry.label}, graded: question ${key} of ${page.lab.lab}, ` +
          points),
    ...node.c[1],
    div('', ['question'], [para([str(typesetWords(question.text))])]),
    ...choiceList(question.choices),
  ]);
}

/** The blocks of `::: exercise`; its children are woven already. */
function exercise(node, page) {
  const key = attributes(node).get('graded');
  const kind = key === undefined ? 'self-check' : 'graded';
  page.facts.exercises.push({id: node.entry.id, number: node.entry.number,
    kind, question: key || '', line: node.line});
  return key === undefined ? selfCheck(node, page) : graded(node, key, page);
}

module.exports = {exercise};
