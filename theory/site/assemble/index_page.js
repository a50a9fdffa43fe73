'use strict';
// The first page: the preface, and in it the map of the units.

const {unitMap} = require('./map.js');

// `preface` is the woven page; its section "map" gets the map.
function indexPage(preface, units) {
  const at = preface.html.indexOf('<section id="map"');
  const end = preface.html.indexOf('</section>', at);
  if (at < 0 || end < 0) {
    throw new Error('theory/preface/chapter.md: no section for the map; ' +
                    'write "## … {#map}"');
  }
  const html = preface.html.slice(0, end) + unitMap(units) +
      '<p class="screen"><a href="../book.pdf">The whole book as one PDF</a></p>\n' +
      preface.html.slice(end);
  return {...preface, name: 'index', html};
}

module.exports = {indexPage};
