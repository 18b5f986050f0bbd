// The converters of the models under hostile files: cut short, changed byte by byte, with numbers swapped for extreme ones.
// Whatever comes, the answer is an ONNX file or a DamagedModel, soon and in little memory. Seeded: the same run everywhere.
//   node tests/fuzz/models/mutate.mjs [ROUNDS [SEED]]        (./test: 3,000 rounds a kind; ./test --full: 60,000)
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faceapiToOnnx } from '../../../shared/portrait/models/faceapi.mjs';
import { DamagedModel } from '../../../shared/portrait/models/fault.mjs';
import { tfjsToOnnx } from '../../../shared/portrait/models/tfjs.mjs';
import { tfliteToOnnx } from '../../../shared/portrait/models/tflite.mjs';
import { seeds } from './seeds.mjs';

const rounds = Number(process.argv[2] ?? (process.env.MOTCUA_FULL ? 60_000 : 3_000)), seed = Number(process.argv[3] ?? 20261129);
const slowest = 2_000, largest = 400;  // milliseconds of one file; MiB of the whole process at the end

let state = seed >>> 0;
const below = n => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * n); };
const one = list => list[below(list.length)];

const corpus = name => readFileSync(new URL(`../corpus/models/${name}`, import.meta.url));
const kinds = {
  tfjs: { files: ['tfjs.json', 'tfjs.bin'], convert: ([json, bin]) => tfjsToOnnx(json.toString(), bin, { height: 8, width: 8, outputs: { out: 'Identity' } }) },
  faceapi: { files: ['faceapi.json', 'faceapi.bin'], convert: ([json, bin]) => faceapiToOnnx(json.toString(), bin, { output: 'embedding' }) },
  tflite: { files: ['tflite.tflite'], convert: ([file]) => tfliteToOnnx(file, { output: 'embedding' }) },
};

// --- mutations of bytes
const extreme = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffc, 0x10000000];
const changes = [
  b => { for (let n = 1 + below(8); n > 0; --n) b[below(b.length)] = below(256); return b; },
  b => { if (b.length >= 4) b.writeUInt32LE(one(extreme), below(b.length - 3)); return b; },
  b => { if (b.length >= 4) { const at = below(Math.max(1, (b.length - 3) / 4)) * 4; b.writeInt32LE((b.readInt32LE(at) + below(9) - 4) | 0, at); } return b; },
  b => b.subarray(0, below(b.length)),
  b => { const at = below(b.length), size = below(64); return Buffer.concat([b.subarray(0, at), b.subarray(at + size)]); },
  b => { const at = below(b.length), size = below(64); return Buffer.concat([b.subarray(0, at + size), b.subarray(at)]); },
  b => { const from = below(b.length), to = below(b.length); b.copy(b, to, from, Math.min(b.length, from + below(32))); return b; },
];

// --- mutations of JSON: any place in the tree becomes something else
const values = [null, true, -1, 0, 1, 1.5, 2 ** 31, 2 ** 53, 1e308, '', 'x', '__proto__', [], {}, [1e9, 1e9], [-1], ['a'], { list: { i: ['99999999999'] } }];
function places(value, out = []) {
  if (value && typeof value === 'object') for (const key of Object.keys(value)) { out.push([value, key]); places(value[key], out); }
  return out;
}
function changedJson(text) {
  const tree = JSON.parse(text);
  for (let n = 1 + below(3); n > 0; --n) {
    const all = places(tree);
    if (!all.length) break;
    const [owner, key] = one(all);
    const how = below(4);
    if (how === 0) delete owner[key];
    else if (how === 1 && typeof owner[key] === 'number') owner[key] += below(5) - 2;
    else if (how === 2) owner[key] = structuredClone(one(all)[0]);
    else owner[key] = structuredClone(one(values));
  }
  return Buffer.from(JSON.stringify(tree));
}

const mutated = (name, bytes) => {
  if (name.endsWith('.json') && below(4)) return changedJson(bytes.toString());
  let out = Buffer.from(bytes);
  for (let n = 1 + below(3); n > 0 && out.length; --n) out = one(changes)(out);
  return out;
};

const made = seeds();
for (const [name, { files, convert }] of Object.entries(kinds)) {
  const whole = files.map(corpus);
  files.forEach((file, i) => assert.ok(whole[i].equals(Buffer.from(made[file])), `${file} is not what seeds.mjs makes`));
  assert.ok(convert(whole).length > 200, `${name}: the seed converts`);
  let converted = 0, slow = 0;
  for (let round = 0; round < rounds; ++round) {
    const which = below(files.length), input = whole.map((bytes, i) => (i === which ? mutated(files[i], bytes) : bytes)), began = process.cpuUsage();
    const fails = why => {
      files.forEach((file, i) => writeFileSync(join(tmpdir(), `motcua-model-${file}`), input[i]));
      assert.fail(`${name}, round ${round} of seed ${seed}: ${why}; the files are in ${tmpdir()}/motcua-model-*`);
    };
    try {
      if (convert(input).length > 64 * (2 ** 20)) fails('wrote a giant');
      ++converted;
    } catch (error) {
      if (!(error instanceof DamagedModel)) fails(`${error.stack}`);
      if (!error.message.startsWith('damaged model: ') || error.message.length > 600) fails(`says "${error.message.slice(0, 1000)}"`);
    }
    const spent = process.cpuUsage(began), took = (spent.user + spent.system) / 1000;  // not the clock: others work on the machine, too
    slow = Math.max(slow, took);
    if (took > slowest) fails(`took ${took} ms`);
  }
  assert.ok(converted < rounds, `${name}: something is refused`);
  console.log(`${name}: ${rounds} files, ${converted} still convert, ${rounds - converted} refused, slowest ${slow.toFixed(1)} ms`);
}
const used = process.resourceUsage().maxRSS / 1024;
console.log(`${used.toFixed(0)} MiB at most`);
assert.ok(used < largest, `${used} MiB`);
