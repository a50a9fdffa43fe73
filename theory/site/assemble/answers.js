'use strict';
// On paper the answers stand at the end of their chapter; each exercise says
// on which page.

const kAnswer = /<details class="answer"><summary>Answer<\/summary>([^]*?)<\/details>/g;
const kLabel = /<div id="([^"]+)" class="exercise[^"]*">\s*<p><span class="label">([^<]+)<\/span>/g;

// The exercise that an answer at `at` belongs to: the last that opens before.
function exerciseBefore(html, at) {
  let found = null;
  for (const match of html.matchAll(kLabel)) {
    if (match.index > at) break;
    found = {id: match[1], label: match[2]};
  }
  return found;
}

function answersAtTheEnd(html) {
  const answers = [];
  const text = html.replace(kAnswer, (whole, answer, at) => {
    const exercise = exerciseBefore(html, at);
    if (!exercise) return whole;
    const id = `${exercise.id}-answer`;
    answers.push(`<div class="answer" id="${id}"><p><a class="label" ` +
        `href="#${exercise.id}">${exercise.label}</a></p>${answer}</div>`);
    return `<p class="to-answer"><a href="#${id}">Answer on page ` +
        `<span class="folio" data-to="${id}"></span></a></p>`;
  });
  if (answers.length === 0) return html;
  return `${text}<section class="answers" id="answers"><h2>Answers</h2>\n` +
      `${answers.join('\n')}</section>\n`;
}

module.exports = {answersAtTheEnd};
