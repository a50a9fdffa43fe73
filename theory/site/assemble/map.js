'use strict';
// The seventeen units: those whose chapter exists are linked, the others are
// shown as coming.

const {escape} = require('./html.js');

// units.json, with title and question of the chapters that exist.
function unitsOf(units, pages) {
  return units.map((unit) => {
    const page = pages.find((p) => p.name === unit.name);
    return {
      name: unit.name,
      number: unit.name.slice(0, 2),
      title: page ? page.title : unit.title,
      question: page ? page.question : unit.question,
      exists: Boolean(page),
    };
  });
}

function item(unit) {
  const title = unit.exists ?
      `<a class="title" href="${unit.name}.html">${escape(unit.title)}</a>` :
      `<span class="title">${escape(unit.title)}</span> ` +
      '<span class="soon">(coming)</span>';
  return `<li id="unit-${unit.number}"><span class="number">${unit.number}</span>` +
      `<div>${title} <span class="asks">${escape(unit.question)}</span></div></li>`;
}

function unitMap(units) {
  return `<ol class="map" role="list">\n${units.map(item).join('\n')}\n</ol>\n`;
}

module.exports = {unitMap, unitsOf};
