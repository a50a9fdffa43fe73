'use strict';

const assert = require('assert');
const {includesOf, patchedFiles, reaching} = require('./mutate');
const {test} = require('./testing');

test('APatchNamesItsFilesWithoutTheFirstFolder', () => {
  const patch = '# why\n--- a/common/a.h\n+++ b/common/a.h\n@@ -1 +1 @@\n' +
      '-+++ b/x\n++int a;\n--- a/b.cc\t2026\n+++ b/b.cc\t2026\n';
  assert.deepEqual(patchedFiles(patch), ['common/a.h', 'b.cc']);
  assert.deepEqual(patchedFiles('# nothing\n'), []);
});

const SOURCES = {
  'demo.cc': '#include <vector>\n#include "b.h"\n',
  'a.h': '',
  'b.h': '#pragma once\n#  include "a.h"\n',
  'c.h': '#include "outside.h"\n',
  'b.cc': '#include "b.h"\n',
  'c.cc': '#include "c.h"\n',
};
const includes = includesOf(Object.keys(SOURCES), (file) => SOURCES[file]);

test('OnlyTheProjectsOwnIncludesAreFollowed', () => {
  assert.deepEqual(includes.get('demo.cc'), ['b.h']);
  assert.deepEqual(includes.get('c.h'), []);
});

test('WhatIncludesAPatchedFileIsReachedAtAnyDistance', () => {
  assert.deepEqual([...reaching(['a.h'], includes)].sort(),
      ['a.h', 'b.cc', 'b.h', 'demo.cc']);
  assert.deepEqual([...reaching(['c.cc'], includes)], ['c.cc']);
});
