'use strict';
// For a name that does not exist: the ones that were probably meant.

function distance(a, b) {
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1,
          row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/** "one of: ties, spacing" - the nearest first, five at most. */
function oneOf(names, wanted) {
  const all = [...names];
  if (all.length === 0) return 'there is none yet';
  const near = all
      .map((name) => [distance(name, wanted || ''), name])
      .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
      .map(([, name]) => name);
  const more = near.length > 5 ? `, … (${near.length})` : '';
  return `one of: ${near.slice(0, 5).join(', ')}${more}`;
}

module.exports = {oneOf};
