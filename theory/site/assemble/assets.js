'use strict';
// The files beside the pages: style, scripts, fonts, lunr.

const {execFileSync} = require('child_process');
const fs = require('fs');
const path = require('path');

const kKatex = '/usr/share/javascript/katex';
const kLunr = '/usr/share/javascript/lunr/lunr.min.js';
const kFonts = [
  '/usr/share/fonts/opentype/inter/Inter-Regular.otf',
  '/usr/share/fonts/opentype/inter/Inter-Italic.otf',
  '/usr/share/fonts/opentype/inter/Inter-SemiBold.otf',
  '/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf',
];
const kPackages = {
  [kKatex]: 'libjs-katex',
  [kLunr]: 'libjs-lunr',
  [kFonts[0]]: 'fonts-inter',
  [kFonts[3]]: 'fonts-jetbrains-mono',
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
  const lean = css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, '');
  fs.writeFileSync(path.join(out, 'katex.css'), lean);
  for (const [, file] of lean.matchAll(/url\((fonts\/[^)]*)\)/g)) {
    fs.copyFileSync(fs.realpathSync(mustExist(`${kKatex}/${file}`)),
                    path.join(out, file));
  }
}

function fonts(out) {
  for (const file of kFonts) {
    const copy = path.join(out, 'fonts', path.basename(file));
    fs.copyFileSync(mustExist(file), copy);
    try {
      execFileSync('woff2_compress', [copy], {stdio: 'pipe'});
    } catch (error) {
      throw new Error(`woff2_compress: ${error.message.split('\n')[0]}; ` +
                      'install woff2: scripts/setup');
    }
    fs.unlinkSync(copy);
  }
}

// Everything but the pages, into the folder `out`.
function writeAssets(order, out) {
  fs.mkdirSync(path.join(out, 'fonts'), {recursive: true});
  styles(order.styles, out);
  katex(out);
  fonts(out);
  fs.copyFileSync(mustExist(kLunr), path.join(out, 'lunr.js'));
  for (const script of order.scripts) {
    fs.copyFileSync(script, path.join(out, path.basename(script)));
  }
}

module.exports = {withFallback, writeAssets};
