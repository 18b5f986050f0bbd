// TensorFlow Lite files (flatbuffers, read by hand) to ONNX. Covers what MobileFaceNet and the selfie mask need; anything else is
// an error.
import { DamagedModel, guarded, require } from './fault.mjs';
import { Graph, halves, transpose } from './onnx.mjs';

const mostEntries = 4096, mostNumbers = 64;  // of a list of tables, of a list of integers: offsets may point at one list often

/// A flatbuffer table: fields by number, absent ones by default.
class Table {
  constructor(buffer, at) {
    this.b = buffer;
    this.at = at;
    this.vtable = at - buffer.readInt32LE(at);
  }
  #offset(field) {
    const slot = 4 + 2 * field;
    return slot < this.b.readUInt16LE(this.vtable) ? this.b.readUInt16LE(this.vtable + slot) : 0;
  }
  int(field, fallback = 0) { const o = this.#offset(field); return o ? this.b.readInt32LE(this.at + o) : fallback; }
  byte(field, fallback = 0) { const o = this.#offset(field); return o ? this.b.readInt8(this.at + o) : fallback; }
  #target(field) {
    const o = this.#offset(field);
    return o ? this.at + o + this.b.readUInt32LE(this.at + o) : 0;
  }
  table(field) { const p = this.#target(field); return p ? new Table(this.b, p) : null; }
  /// Where a vector's elements begin and how many they are; its bytes lie within the file.
  #vector(field, width, most) {
    const p = this.#target(field);
    if (!p) return [0, 0];
    const count = this.b.readUInt32LE(p);
    require(count <= most && p + 4 + width * count <= this.b.length, `a list of ${count}`);
    return [p + 4, count];
  }
  tables(field) {
    const [at, count] = this.#vector(field, 4, mostEntries);
    return Array.from({ length: count }, (_, i) => new Table(this.b, at + 4 * i + this.b.readUInt32LE(at + 4 * i)));
  }
  ints(field) {
    const [at, count] = this.#vector(field, 4, mostNumbers);
    return Array.from({ length: count }, (_, i) => this.b.readInt32LE(at + 4 * i));
  }
  raw(field) {
    const [at, count] = this.#vector(field, 1, this.b.length);
    return this.b.subarray(at, at + count);
  }
}

// schema.fbs of TensorFlow Lite: BuiltinOperator
const operators = { 0: 'ADD', 1: 'AVERAGE_POOL_2D', 3: 'CONV_2D', 4: 'DEPTHWISE_CONV_2D', 6: 'DEQUANTIZE', 9: 'FULLY_CONNECTED', 11: 'L2_NORMALIZATION', 14: 'LOGISTIC', 18: 'MUL',
  19: 'RELU', 21: 'RELU6', 22: 'RESHAPE', 23: 'RESIZE_BILINEAR', 34: 'PAD', 41: 'SUB', 54: 'PRELU', 101: 'ABS', 117: 'HARD_SWISH' };
const custom = 32;
const padding = ['SAME_UPPER', 'VALID'];

function read(buffer) {
  const model = new Table(buffer, buffer.readUInt32LE(0));
  const codes = model.tables(1).map(c => {
    const code = Math.max(c.byte(0), c.int(3));
    return code === custom ? c.raw(1).toString() : operators[code] ?? `code ${code}`;
  });
  const buffers = model.tables(4);
  const graph = model.tables(2)[0];
  let constants = 0;
  const tensors = graph.tables(0).map(t => {
    const raw = buffers[t.int(2)].raw(0), shape = t.ints(0), type = t.byte(1);
    constants += raw.length;
    require(constants <= buffer.length, 'buffers that overlap');
    const copy = raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length);
    return { shape, type, name: t.raw(3).subarray(0, 256).toString(), data: !raw.length ? null : type === 0 ? new Float32Array(copy) : type === 1 ? halves(copy) : type === 2 ? new Int32Array(copy) : null };
  });
  const steps = graph.tables(3).map(o => ({ type: codes[o.int(0)], inputs: o.ints(1), output: o.ints(2)[0], options: o.table(4) }));
  return { tensors, steps, inputs: graph.ints(1), outputs: graph.ints(2) };
}

/// The one output is called `output`; a closing L2 normalisation is left to the caller. The first dimension is set to 1.
/// Throws DamagedModel.
export const tfliteToOnnx = (buffer, options) => guarded(() => build(buffer, options));

function build(buffer, { output }) {
  const net = read(buffer);
  const graph = new Graph();
  const [, h, w, c] = net.tensors[net.inputs[0]].shape;
  const values = new Map([[net.inputs[0], graph.input('input', [1, c, h, w])]]);
  const rank = i => net.tensors[i].shape.length;
  const get = i => values.get(i) ?? (() => { throw new DamagedModel(`no value for tensor ${i} ${net.tensors[i].name}`); })();
  const data = i => net.tensors[i].data ?? (() => { throw new DamagedModel(`tensor ${i} is no float constant`); })();
  const scalar = v => graph.constant([1, 1, 1, 1], Float32Array.of(v));
  const vector = i => graph.constant([data(i).length], data(i));
  const activated = (x, code) => {
    if (code === 0) return x;
    if (code === 1) return graph.node('Relu', [x]);
    if (code === 3) return graph.node('Clip', [x], { min: { float: 0 }, max: { float: 6 } });
    throw new DamagedModel(`activation ${code}`);
  };
  const operand = (i, r) => {
    const tensor = net.tensors[i];
    if (!tensor.data) return get(i);
    if (r !== 4) return graph.constant(tensor.shape, tensor.data);
    if (tensor.data.length !== tensor.shape.at(-1)) throw new DamagedModel('only per-channel constants');
    return graph.constant([1, tensor.data.length, 1, 1], tensor.data);
  };
  const pair = type => ({ inputs, output: o, options }) =>
    activated(graph.node(type, inputs.map(i => operand(i, rank(o)))), options?.byte(0) ?? 0);

  const handlers = {
    CONV_2D: ({ inputs: [x, k, b], options: q }) => {
      const kernel = transpose(net.tensors[k].shape, data(k), [0, 3, 1, 2]);
      const y = graph.node('Conv', [get(x), graph.constant(kernel.shape, kernel.data), vector(b)],
        { kernel_shape: kernel.shape.slice(2), strides: [q.int(2, 1), q.int(1, 1)], auto_pad: padding[q.byte(0)] });
      return activated(y, q.byte(3));
    },
    DEPTHWISE_CONV_2D: ({ inputs: [x, k, b], options: q }) => {
      const kernel = transpose(net.tensors[k].shape, data(k), [3, 0, 1, 2]);
      const y = graph.node('Conv', [get(x), graph.constant(kernel.shape, kernel.data), vector(b)],
        { kernel_shape: kernel.shape.slice(2), group: kernel.shape[0], strides: [q.int(2, 1), q.int(1, 1)], auto_pad: padding[q.byte(0)] });
      return activated(y, q.byte(4));
    },
    ADD: pair('Add'), SUB: pair('Sub'), MUL: pair('Mul'),
    RELU: ({ inputs }) => graph.node('Relu', [get(inputs[0])]),
    ABS: ({ inputs }) => graph.node('Abs', [get(inputs[0])]),
    PRELU: ({ inputs: [x, slope] }) => graph.node('PRelu', [get(x), graph.constant([data(slope).length, 1, 1], data(slope))]),
    RESHAPE: ({ inputs: [x], output: o }) => {
      const from = rank(x) === 4 ? graph.node('Transpose', [get(x)], { perm: [0, 2, 3, 1] }) : get(x);
      const shape = [1, ...net.tensors[o].shape.slice(1)];
      return graph.node('Reshape', [from, graph.constant([shape.length], BigInt64Array.from(shape.map(BigInt)))]);
    },
    FULLY_CONNECTED: ({ inputs: [x, k, b], options: q }) =>
      activated(graph.node('Gemm', [get(x), graph.constant(net.tensors[k].shape, data(k)), vector(b)], { transB: 1 }), q.byte(0)),
    // 16-bit constants: they are widened where they are read, and take the place of their own result
    DEQUANTIZE: ({ inputs: [x], output: o }) => { net.tensors[o].data = data(x); },
    LOGISTIC: ({ inputs }) => graph.node('Sigmoid', [get(inputs[0])]),
    // x * relu6(x + 3) / 6
    HARD_SWISH: ({ inputs: [x] }) => {
      const gate = graph.node('Clip', [graph.node('Add', [graph.node('Mul', [get(x), scalar(1 / 6)]), scalar(0.5)])], { min: { float: 0 }, max: { float: 1 } });
      return graph.node('Mul', [get(x), gate]);
    },
    AVERAGE_POOL_2D: ({ inputs: [x], output: o }) => {
      if (net.tensors[o].shape[1] !== 1 || net.tensors[o].shape[2] !== 1) throw new DamagedModel('only the mean of everything');
      return graph.node('GlobalAveragePool', [get(x)]);
    },
    RESIZE_BILINEAR: ({ inputs: [x, size], options: q }) => {
      const [height, width] = data(size), none = graph.constant([0], new Float32Array(0));
      const sizes = BigInt64Array.from([1, net.tensors[x].shape[3], height, width].map(BigInt));
      const mode = q.byte(2) ? 'align_corners' : q.byte(3) ? 'half_pixel' : 'asymmetric';
      return graph.node('Resize', [get(x), none, none, graph.constant([4], sizes)], { mode: 'linear', coordinate_transformation_mode: mode });
    },
    // MediaPipe's own: a transposed convolution whose stride is its kernel, so that no two windows meet
    Convolution2DTransposeBias: ({ inputs: [x, k, b], output: o }) => {
      const [, height, width] = net.tensors[k].shape;
      if (net.tensors[o].shape[1] !== height * net.tensors[x].shape[1]) throw new DamagedModel('only windows that do not meet');
      const kernel = transpose(net.tensors[k].shape, data(k), [3, 0, 1, 2]);
      return graph.node('ConvTranspose', [get(x), graph.constant(kernel.shape, kernel.data), vector(b)], { kernel_shape: [height, width], strides: [height, width] });
    },
    L2_NORMALIZATION: ({ inputs }) => get(inputs[0]),
  };
  for (const step of net.steps) {
    const handler = handlers[step.type];
    if (!handler) throw new DamagedModel(`operation ${step.type}`);
    values.set(step.output, handler(step));
  }
  graph.output(output, get(net.outputs[0]));
  return graph.serialise();
}
