'use strict';
// The files beside the pages: style, scripts, fonts, lunr.

const fs = require('fs');
const path = require('path');

const kKatex = '/usr/share/javascript/katex';
const kLunr = '/usr/share/javascript/lunr/lunr.min.js';
const kPackages = {
  [kKatex]: 'libjs-katex',
  [kLunr]: 'libjs-lunr',
};

function mustExist(file) {
  if (fs.existsSync(file)) return file;
  const hint = kPackages[file] ?? 'what scripts/packages lists';
  throw new Error(`no ${file}; install ${hint}: scripts/setup`);
}

// A browser that does not know light-dark() gets the light colours.
function withFallback(css) {
  const light = Array.from(
      css.matchAll(/(--[\w-]+): light-dark\(([^,]+),[^)]+\);/g),
      ([, name, color]) => `    ${name}: ${color.trim()};`);
  return `${css}\n@supports not (color: light-dark(#000, #fff)) {\n  :root {\n` +
      `${light.join('\n')}\n  }\n}\n`;
}

function styles(files, out) {
  const css = files.map((file) => {
    const text = fs.readFileSync(file, 'utf8');
    return path.basename(file) === 'tokens.css' ? withFallback(text) : text;
  });
  fs.writeFileSync(path.join(out, 'book.css'), css.join('\n'));
}

// KaTeX's style sheet names each font in three formats; one is enough.
function katex(out) {
  const css = fs.readFileSync(mustExist(`${kKatex}/katex.min.css`), 'utf8');
  const lean = css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\('[^']*'\)/g, '');
  fs.writeFileSync(path.join(out, 'katex.css'), lean);
  for (const [, file] of lean.matchAll(/url\((fonts\/[^)]*)\)/g)) {
    fs.copyFileSync(fs.realpathSync(mustExist(`${kKatex}/${file}`)),
                    path.join(out, file));
  }
}

// Everything but the pages, into the folder `out`.
function writeAssets(order, out) {
  fs.mkdirSync(path.join(out, 'fonts'), {recursive: true});
  styles(order.styles, out);
  katex(out);
  for (const font of order.fonts) {
    fs.copyFileSync(font, path.join(out, 'fonts', path.basename(font)));
  }
  fs.copyFileSync(mustExist(kLunr), path.join(out, 'lunr.js'));
  for (const script of order.scripts.concat(order.widgets)) {
    fs.copyFileSync(script, path.join(out, path.basename(script)));
  }
}

module.exports = {withFallback, writeAssets};
