// Writes ONNX files (protobuf by hand: a dozen message fields) in the dialect that OpenCV 4.6's importer reads.
// All tensors are NCHW float32; `data` is a flat Float32Array beside a `shape`.
import { require, sizeOf } from './fault.mjs';

const mostNodes = 4096, mostConstants = 64 * 1024 * 1024;  // the largest model has 22 MB; a file may name a weight many times

const varint = n => {
  const out = [];
  let value = BigInt.asUintN(64, BigInt(n));
  for (; value >= 128n; value >>= 7n) out.push(Number(value & 127n) | 128);
  out.push(Number(value));
  return Buffer.from(out);
};
const tag = (field, wire) => varint(field << 3 | wire);
const bytes = (field, value) => {
  const body = Buffer.isBuffer(value) ? value : Buffer.from(value);
  return Buffer.concat([tag(field, 2), varint(body.length), body]);
};
const number = (field, value) => Buffer.concat([tag(field, 0), varint(value)]);
const float = (field, value) => {
  const body = Buffer.alloc(4);
  body.writeFloatLE(value);
  return Buffer.concat([tag(field, 5), body]);
};

// AttributeProto: type 1 float ({float: x}), 2 int, 3 string, 7 ints.
function attribute(name, value) {
  const parts = [bytes(1, name)];
  if (typeof value === 'string') parts.push(bytes(4, value), number(20, 3));
  else if (Array.isArray(value)) parts.push(...value.map(v => number(8, v)), number(20, 7));
  else if (typeof value === 'object') parts.push(float(2, value.float), number(20, 1));
  else parts.push(number(3, value), number(20, 2));
  return Buffer.concat(parts);
}

const shapeOf = (name, shape) =>
  Buffer.concat([bytes(1, name), bytes(2, bytes(1, Buffer.concat([number(1, 1), bytes(2, Buffer.concat(shape.map(d => bytes(1, number(1, d)))))])))]);

export class Graph {
  #nodes = [];
  #tensors = [];
  #inputs = [];
  #outputs = [];
  #count = 0;
  #bytes = 0;

  input(name, shape) {
    this.#inputs.push(bytes(11, shapeOf(name, shape)));
    return name;
  }
  /// A constant: floats, or integers when data is a BigInt64Array.
  constant(shape, data) {
    require(sizeOf(shape) === data.length, `constant of ${data.length} numbers does not fit [${shape}]`);
    this.#bytes += data.byteLength;
    require(this.#bytes <= mostConstants, 'more constants than any model has');
    const name = `c${this.#tensors.length}`;
    const type = data instanceof BigInt64Array ? 7 : 1;
    const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    this.#tensors.push(bytes(5, Buffer.concat([...shape.map(d => number(1, d)), number(2, type), bytes(8, name), bytes(9, raw)])));
    return name;
  }
  node(type, inputs, attributes = {}, output = `t${++this.#count}`) {
    require(this.#nodes.length < mostNodes, 'more operations than any model has');
    this.#nodes.push(bytes(1, Buffer.concat([...inputs.map(i => bytes(1, i)), bytes(2, output), bytes(3, output), bytes(4, type),
      ...Object.entries(attributes).map(([k, v]) => bytes(5, attribute(k, v)))])));
    return output;
  }
  /// The shape of an output is not stated (OpenCV infers it), but its type must be there.
  output(name, from) {
    this.node('Identity', [from], {}, name);
    this.#outputs.push(bytes(12, shapeOf(name, [1])));
  }
  /// ModelProto, IR version 6, opset 10: Clip, Pad and the like still take their parameters as attributes there.
  serialise() {
    const graph = Buffer.concat([...this.#nodes, bytes(2, 'net'), ...this.#tensors, ...this.#inputs, ...this.#outputs]);
    return Buffer.concat([number(1, 6), bytes(2, 'motcua'), bytes(7, graph), bytes(8, Buffer.concat([bytes(1, ''), number(2, 10)]))]);
  }
}

/// IEEE 754 half floats, as they lie in memory, widened. Throws on infinities and NaN.
export const halves = raw => Float32Array.from(new Uint16Array(raw), half => {
  const sign = half & 0x8000 ? -1 : 1, exponent = half >> 10 & 31, fraction = half & 1023;
  require(exponent !== 31, 'a weight is not a number');
  return exponent ? sign * 2 ** (exponent - 25) * (1024 + fraction) : sign * 2 ** -24 * fraction;
});

/// Reorders a flat array: transpose([2,0,1]) of HWC gives CHW.
export function transpose(shape, data, order) {
  require(shape.length === order.length && sizeOf(shape) === data.length, `[${shape}] cannot be turned as [${order}]`);
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  const out = new data.constructor(data.length);
  const to = order.map(i => shape[i]);
  const index = to.map(() => 0);
  for (let o = 0; o < out.length; ++o) {
    let from = 0;
    for (let i = 0; i < to.length; ++i) from += index[i] * strides[order[i]];
    out[o] = data[from];
    for (let i = to.length - 1; i >= 0 && ++index[i] === to[i]; --i) index[i] = 0;
  }
  return { shape: to, data: out };
}
