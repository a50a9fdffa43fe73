// Puts the native build's questions to the modules and compares the answers.
// usage: vectors_test.js bits|quantizer|turn|wheel MODULE.wasm VECTORS [part]
// Exit code 0: all the same; 1: some differ, or, unless the file is said to be
// a part, questions are missing.
'use strict';

const fs = require('fs');

const float = new DataView(new ArrayBuffer(8));
function bits(x) {
  if (Number.isNaN(x)) return 'nan';
  float.setFloat64(0, x);
  return float.getBigUint64(0).toString(16).padStart(16, '0');
}
function fromBits(text) {
  float.setBigUint64(0, BigInt(`0x${text}`));
  return float.getFloat64(0);
}
const hex = (code) => BigInt.asUintN(64, code).toString(16);

// Decibels: two C libraries' logarithms may differ by a last place or two, and
// the product with 10 rounds once more; four places are 2^-50.
function near(ours, theirs) {
  if (Object.is(ours, theirs)) return true;
  return Math.abs(ours - theirs) <= 2 ** -50 * Math.abs(theirs);
}

// Kinds of line: how to answer, and how many there have to be at least.
const BITS = {
  C: [1, (e) => [e.FormatCount(), e.ModeCount(), e.SaturationCount()]],
  F: [14, (e, [i], text) => [
    i, text(e.FormatName(+i)), e.SignBits(+i), e.ExponentBits(+i),
    e.FractionBits(+i), e.Bias(+i),
  ]],
  M: [6, (e, [i], text) => [i, text(e.ModeName(+i))]],
  T: [3, (e, [i], text) => [i, text(e.SaturationName(+i))]],
  // Two formats of 16 bits, six of 8, two of 6, one of 4.
  D: [2 * 65536 + 6 * 256 + 2 * 64 + 16, (e, [format, code], text) => {
    const f = +format;
    const c = BigInt(`0x${code}`);
    return [
      format, code, e.Class(f, c), text(e.ClassName(f, c)), e.Negative(f, c),
      bits(e.Value(f, c)), bits(e.Ulp(f, c)), e.Quantum(f, c),
      hex(e.Significand(f, c)), e.RawExponent(f, c), e.Exponent(f, c),
      e.HasUp(f, c), hex(e.Up(f, c)), e.HasDown(f, c), hex(e.Down(f, c)),
      text(e.Decimal(f, c)), text(e.Hex(f, c)),
    ];
  }],
  E: [2000, (e, [typed], text, type) => {
    if (type(typed) !== 1) return ['refused', typed];
    const answers = [typed];
    for (let f = 0; f < e.FormatCount(); ++f) {
      for (let mode = 0; mode < e.ModeCount(); ++mode) {
        for (let s = 0; s < e.SaturationCount(); ++s) {
          answers.push(hex(e.Encode(f, mode, s)));
        }
      }
      const code = e.Encode(f, 0, 0);
      answers.push(bits(e.Error(f, code)), bits(e.RelativeError(f, code)));
    }
    return answers;
  }],
  X: [8, (e, fields, text, type) =>
    type(fields.join(' ')) === 0 ? fields : ['taken', ...fields]],
};

function digest(e, at, count, size) {
  let hash = 2166136261;
  for (const byte of new Uint8Array(e.memory.buffer, at, count * size)) {
    hash = Math.imul(hash ^ byte, 16777619);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const QUANTIZER = {
  V: [200, (e, [d, seed, hash, least, greatest]) => {
    e.Draw(+d, +seed);
    const same = (text, x) => readHexFloat(text) === x ? text : String(x);
    return [d, seed, digest(e, e.Values(), e.Count(), 4),
            same(least, e.Least()), same(greatest, e.Greatest())];
  }],
  G: [56, (e, [b, asymmetric]) => {
    e.Grid(+b, +asymmetric);
    return [b, asymmetric, e.LowestCode(), e.HighestCode(),
            bits(e.FittingScale()), e.FittingZeroPoint()];
  }],
  B: [56, (e, [zero, , ...curve]) => {
    const best = e.BestStep(+zero);
    const ours = new Float64Array(
        e.memory.buffer, e.Curve(+zero), e.StepCount());
    return [zero, best, ...[...ours].map(
        (x, i) => near(x, fromBits(curve[i])) ? curve[i] : bits(x))];
  }],
  R: [1000, (e, fields) => {
    const [step, zero] = fields;
    const theirs = fields[fields.length - 1];
    e.Run(e.ScaleAt(+step), +zero);
    const codes = e.HighestCode() - e.LowestCode() + 1;
    const sqnr = e.Sqnr();
    return [
      step, zero, bits(e.ScaleAt(+step)), digest(e, e.Codes(), e.Count(), 2),
      digest(e, e.Restored(), e.Count(), 4), e.Clipped(), e.CodesUsed(),
      digest(e, e.CodeCounts(), codes, 4),
      digest(e, e.ErrorCounts(), e.ErrorBins(), 4), bits(e.MeanSquaredError()),
      near(sqnr, fromBits(theirs)) ? theirs : bits(sqnr),
    ];
  }],
};

const WHEEL = {
  // Pairs of two to six bits: 16 + 64 + 256 + 1024 + 4096.
  W: [5456, (e, [bits, a, b]) => [
    bits, a, b, e.Signed(+a, +bits), e.Sum(+a, +b, +bits),
    e.Carry(+a, +b, +bits), e.Overflow(+a, +b, +bits),
  ]],
};

const TURN = {
  N: [503, (e, fields) => {
    const floats = (at) => new Float32Array(e.memory.buffer, at, e.Count());
    const given = fields.slice(0, e.Count());
    floats(e.Weights()).set(given.map(fromBits));
    e.Run();
    return [
      ...given, ...[...floats(e.Turned())].map(bits),
      bits(e.Step(0)), bits(e.Error(0)), bits(e.Step(1)), bits(e.Error(1)),
    ];
  }],
};

// C's %a, of numbers that are exact in a double.
function readHexFloat(text) {
  const [, minus, whole, fraction = '', exponent] =
      text.match(/^(-?)0x([01])(?:\.([0-9a-f]+))?p([-+]\d+)$/);
  const digits = parseInt(whole + fraction, 16);
  const size = digits * 2 ** (Number(exponent) - 4 * fraction.length);
  return minus ? -size : size;
}

function main([kind, module, vectors, part]) {
  const questions =
      {bits: BITS, quantizer: QUANTIZER, turn: TURN, wheel: WHEEL}[kind];
  const compiled = new WebAssembly.Module(fs.readFileSync(module));
  const imports = WebAssembly.Module.imports(compiled);
  if (imports.length > 0) {
    console.log(`${module} asks for`, imports);
    return 1;
  }
  const e = new WebAssembly.Instance(compiled).exports;
  e._initialize?.();
  const memory = (length) => Buffer.from(e.memory.buffer, e.Text(), length);
  const text = (length) => memory(length).toString();
  const type = (typed) => {
    memory(typed.length).write(typed);
    return e.Read(typed.length);
  };
  const asked = {};
  let wrong = 0;
  for (const line of fs.readFileSync(vectors, 'utf8').split('\n')) {
    if (line === '') continue;
    const [letter, ...fields] = line.split(' ');
    asked[letter] = (asked[letter] ?? 0) + 1;
    const answer = questions[letter][1](e, fields, text, type).join(' ');
    if (answer === fields.join(' ')) continue;
    if (++wrong <= 5) {
      console.log(`native: ${fields.join(' ')}\nmodule: ${answer}`);
    }
  }
  for (const [letter, [least]] of Object.entries(questions)) {
    console.log(`${letter}: ${asked[letter] ?? 0} questions`);
    if (part === 'part' || (asked[letter] ?? 0) >= least) continue;
    console.log(`${letter}: at least ${least} were expected`);
    ++wrong;
  }
  console.log(`${fs.statSync(module).size} bytes, ${wrong} wrong`);
  return wrong > 0 ? 1 : 0;
}

process.exit(main(process.argv.slice(2)));
