'use strict';
// A page asks for nothing but files and says nothing on the console, while it
// loads and when search has fetched its index.

async function settled(page, context) {
  await context.fresh(page);
  await page.key('s', {code: 'KeyS'});
  await page.evaluate('new Promise((done) => setTimeout(done, 150))');
  await page.key('Escape');
}

exports.cases = [
  {
    name: 'RequestsNothingButFiles',
    async run(page, context) {
      await settled(page, context);
      return page.requests.filter((url) => !/^(file|data):/.test(url))
          .map((url) => `asks for ${url}`);
    },
  },
  {
    name: 'SaysNothingOnTheConsole',
    async run(page, context) {
      await settled(page, context);
      return page.messages;
    },
  },
];
