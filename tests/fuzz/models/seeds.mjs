// Small models made by hand, one of each kind that the converters read: the seeds of tests/fuzz/models/mutate.mjs, committed
// in tests/fuzz/corpus/models.
//   node tests/fuzz/models/seeds.mjs     writes them anew
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const floats = (count, from = 0) => Array.from({ length: count }, (_, i) => ((i + from) % 7 - 3) / 4);
const product = shape => shape.reduce((a, b) => a * b, 1);

// --- TensorFlow.js: a graph of every operation that BlazeFace has
function tfjs() {
  const weights = [], numbers = [];
  const weight = (name, shape, data = floats(product(shape)), dtype = 'float32') => { weights.push({ name, shape, dtype }); numbers.push({ dtype, data }); };
  weight('k', [3, 3, 3, 4]); weight('b', [4]); weight('d', [3, 3, 4, 1]); weight('p', [4, 2], [0, 0, 0, 0, 0, 0, 0, 2], 'int32'); weight('w', [1, 1, 6, 2]); weight('c', [2]);
  const text = s => ({ s: Buffer.from(s).toString('base64') }), list = (...i) => ({ list: { i: i.map(String) } });
  const relu = { list: { s: ['BiasAdd', 'Relu'].map(s => Buffer.from(s).toString('base64')) } }, plain = { list: { s: [Buffer.from('BiasAdd').toString('base64')] } };
  const node = [
    ...weights.map(({ name }) => ({ name, op: 'Const' })),
    { name: 'x', op: 'Placeholder' },
    { name: 'conv', op: '_FusedConv2D', input: ['x', 'k', 'b'], attr: { strides: list(1, 2, 2, 1), padding: text('SAME'), fused_ops: relu } },
    { name: 'deep', op: 'DepthwiseConv2dNative', input: ['conv', 'd'], attr: { strides: list(1, 1, 1, 1), padding: text('SAME') } },
    { name: 'sum', op: 'AddV2', input: ['conv', 'deep'] },
    { name: 'act', op: 'Relu', input: ['sum'] },
    { name: 'pool', op: 'MaxPool', input: ['act'], attr: { ksize: list(1, 2, 2, 1), strides: list(1, 2, 2, 1), padding: text('VALID') } },
    { name: 'pad', op: 'Pad', input: ['pool', 'p'] },
    { name: 'last', op: '_FusedConv2D', input: ['pad', 'w', 'c'], attr: { strides: list(1, 1, 1, 1), padding: text('VALID'), fused_ops: plain } },
    { name: 'shape', op: 'Reshape', input: ['last', 'p'] },
    { name: 'Identity', op: 'Identity', input: ['shape'] },
  ];
  const binary = Buffer.concat(numbers.map(({ dtype, data }) => Buffer.from((dtype === 'int32' ? Int32Array : Float32Array).from(data).buffer)));
  return { 'tfjs.json': JSON.stringify({ modelTopology: { node }, weightsManifest: [{ paths: ['tfjs.bin'], weights }] }), 'tfjs.bin': binary };
}

// --- face-api: the whole network, with one to three channels
function faceapi() {
  const weights = [];
  const convolution = (name, kernel, from, to) => {
    for (const [part, shape] of [['conv/filters', [kernel, kernel, from, to]], ['conv/bias', [to]], ['scale/weights', [to]], ['scale/biases', [to]]]) weights.push({ name: `${name}/${part}`, shape });
  };
  const block = (name, from, to) => { convolution(`${name}/conv1`, 3, from, to); convolution(`${name}/conv2`, 3, to, to); };
  convolution('conv32_down', 7, 3, 1);
  for (const n of [1, 2, 3]) block(`conv32_${n}`, 1, 1);
  block('conv64_down', 1, 2);
  for (const n of [1, 2, 3]) block(`conv64_${n}`, 2, 2);
  block('conv128_down', 2, 2);
  for (const n of [1, 2]) block(`conv128_${n}`, 2, 2);
  block('conv256_down', 2, 3);
  for (const n of [1, 2]) block(`conv256_${n}`, 3, 3);
  block('conv256_down_out', 3, 3);
  weights.push({ name: 'fc', shape: [3, 4] });
  const list = weights.map(w => ({ ...w, dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.01, min: -1.28 } }));
  const binary = Buffer.from(weights.flatMap(({ shape }) => floats(product(shape)).map(v => Math.round(128 + 60 * v))));
  return { 'faceapi.json': JSON.stringify([{ weights: list, paths: ['faceapi.bin'] }]), 'faceapi.bin': binary };
}

// --- TensorFlow Lite: a flatbuffer, written from the front: what is referred to comes later
class Writer {
  parts = []; size = 0;
  put(buffer) { const at = this.size; this.parts.push(buffer); this.size += buffer.length; return at; }
  int(value = 0) { const b = Buffer.alloc(4); b.writeInt32LE(value); return this.put(b); }
  /// fields: {number: thunk that writes what is meant and gives its place} or {number: {byte|int: value}}
  table(fields) {
    const numbers = Object.keys(fields).map(Number), last = Math.max(-1, ...numbers), vtable = Buffer.alloc(4 + 2 * (last + 1));
    vtable.writeUInt16LE(vtable.length, 0); vtable.writeUInt16LE(4 + 4 * numbers.length, 2);
    numbers.forEach((n, i) => vtable.writeUInt16LE(4 + 4 * i, 4 + 2 * n));
    const before = this.put(vtable), at = this.int(this.size - before), waiting = [];
    for (const n of numbers) {
      const value = fields[n];
      if (typeof value === 'function') waiting.push([this.int(), value]);
      else if ('byte' in value) this.put(Buffer.from([value.byte, 0, 0, 0]));
      else this.int(value.int);
    }
    for (const [slot, write] of waiting) this.refer(slot, write());
    return at;
  }
  refer(slot, at) { (this.patches ??= []).push([slot, at - slot]); }
  bytes(buffer) { return () => { const at = this.int(buffer.length); this.put(Buffer.from(buffer)); return at; }; }
  ints(list) { return () => { const at = this.int(list.length); for (const v of list) this.int(v); return at; }; }
  tables(list) { return () => { const at = this.int(list.length), slots = list.map(() => this.int()); list.forEach((fields, i) => this.refer(slots[i], this.table(fields))); return at; }; }
  done() { const all = Buffer.concat(this.parts); for (const [slot, distance] of this.patches) all.writeInt32LE(distance, slot); return all; }
}

function tflite() {
  const w = new Writer();
  const root = w.int();
  const kinds = { CONV_2D: 3, DEPTHWISE_CONV_2D: 4, ADD: 0, MUL: 18, SUB: 41, RELU: 19, ABS: 101, PRELU: 54, RESHAPE: 22, FULLY_CONNECTED: 9, L2_NORMALIZATION: 11 };
  const codes = Object.keys(kinds), buffers = [Buffer.alloc(0)], tensors = [];
  const tensor = (name, shape, data) => {
    if (data) buffers.push(Buffer.from(Float32Array.from(data).buffer));
    tensors.push({ name, shape, buffer: data ? buffers.length - 1 : 0 });
    return tensors.length - 1;
  };
  const x = tensor('x', [1, 4, 4, 3]), k = tensor('k', [2, 3, 3, 3], floats(54)), b = tensor('b', [2], floats(2)), conv = tensor('conv', [1, 4, 4, 2]);
  const dk = tensor('dk', [1, 3, 3, 2], floats(18)), deep = tensor('deep', [1, 2, 2, 2]), slope = tensor('slope', [1, 1, 2], floats(2)), act = tensor('act', [1, 2, 2, 2]);
  const one = tensor('one', [2], floats(2)), parts = ['mul', 'sub', 'abs', 'relu', 'sum'].map(name => tensor(name, [1, 2, 2, 2]));
  const flat = tensor('flat', [1, 8]), fk = tensor('fk', [3, 8], floats(24)), fb = tensor('fb', [3], floats(3)), full = tensor('full', [1, 3]), out = tensor('out', [1, 3]);
  const steps = [
    ['CONV_2D', [x, k, b], conv, { 0: { byte: 0 }, 1: { int: 1 }, 2: { int: 1 }, 3: { byte: 3 } }],
    ['DEPTHWISE_CONV_2D', [conv, dk, b], deep, { 0: { byte: 0 }, 1: { int: 2 }, 2: { int: 2 }, 4: { byte: 0 } }],
    ['PRELU', [deep, slope], act],
    ['MUL', [act, one], parts[0], { 0: { byte: 0 } }], ['SUB', [act, parts[0]], parts[1], { 0: { byte: 0 } }], ['ABS', [parts[1]], parts[2]], ['RELU', [parts[2]], parts[3]], ['ADD', [parts[3], act], parts[4], { 0: { byte: 1 } }],
    ['RESHAPE', [parts[4]], flat], ['FULLY_CONNECTED', [flat, fk, fb], full, { 0: { byte: 0 } }], ['L2_NORMALIZATION', [full], out],
  ];
  const graph = {
    0: w.tables(tensors.map(t => ({ 0: w.ints(t.shape), 1: { byte: 0 }, 2: { int: t.buffer }, 3: w.bytes(Buffer.from(t.name)) }))),
    1: w.ints([x]), 2: w.ints([out]),
    3: w.tables(steps.map(([kind, inputs, output, options]) => ({ 0: { int: codes.indexOf(kind) }, 1: w.ints(inputs), 2: w.ints([output]), ...(options ? { 4: () => w.table(options) } : {}) }))),
  };
  const model = w.table({ 1: w.tables(codes.map(c => ({ 0: { byte: kinds[c] }, 3: { int: kinds[c] } }))), 2: w.tables([graph]), 4: w.tables(buffers.map(data => (data.length ? { 0: w.bytes(data) } : {}))) });
  w.refer(root, model);
  return { 'tflite.tflite': w.done() };
}

export const seeds = () => ({ ...tfjs(), ...faceapi(), ...tflite() });

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, bytes] of Object.entries(seeds())) writeFileSync(new URL(`../corpus/models/${name}`, import.meta.url), bytes);
