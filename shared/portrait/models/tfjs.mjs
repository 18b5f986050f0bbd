// TensorFlow.js graph models (model.json + weights) to ONNX. Covers what BlazeFace and the face mesh need; anything else is an
// error.
import { DamagedModel, guarded, require, sizeOf } from './fault.mjs';
import { Graph, halves, transpose } from './onnx.mjs';

const decode = base64 => Buffer.from(base64, 'base64').toString();
const clean = name => name.replace(/^\^/, '').split(':')[0];

function attributeOf(node, name) {
  const value = node.attr?.[name];
  if (!value) return undefined;
  if (value.list) return value.list.i?.map(Number) ?? value.list.s?.map(decode) ?? [];
  return value.s !== undefined ? decode(value.s) : Number(value.i ?? value.f);
}

/// Weights by name: {shape, data}. Float32, int32 and half floats occur in the files we use.
export function readWeights(model, binary) {
  const weights = new Map();
  let at = 0;
  for (const group of model.weightsManifest)
    for (const { name, shape, dtype, quantization } of group.weights) {
      const type = quantization ? (dtype === 'float32' ? quantization.dtype : 'quantised') : dtype;
      const width = { float32: 4, int32: 4, float16: 2 }[type];
      require(width, `weight type ${type} ${dtype} of ${name}`);
      const size = sizeOf(shape);
      require(at + width * size <= binary.length, `weights end before ${name}`);
      const raw = binary.buffer.slice(binary.byteOffset + at, binary.byteOffset + at + width * size);
      weights.set(name, { shape, data: type === 'float16' ? halves(raw) : type === 'int32' ? new Int32Array(raw) : new Float32Array(raw) });
      at += width * size;
    }
  return weights;
}

/// The operations that the outputs hang on.
function needed(nodes, outputs) {
  const byName = new Map(nodes.map(n => [n.name, n])), wanted = new Set(), open = [...outputs];
  while (open.length) {
    const node = byName.get(clean(open.pop()));
    if (!node || wanted.has(node)) continue;
    wanted.add(node);
    open.push(...(node.input ?? []));
  }
  return nodes.filter(n => wanted.has(n));
}

const same = node => (attributeOf(node, 'padding') === 'SAME' ? 'SAME_UPPER' : 'VALID');
const window = list => list.slice(1, 3);  // NHWC strides and sizes

/// model: text of model.json. outputs: {name in the ONNX file: node of the graph}; they come out NCHW, reshapes are left to
/// the caller. Throws DamagedModel.
export const tfjsToOnnx = (model, binary, options) => guarded(() => build(JSON.parse(model), binary, options));

function build(model, binary, { height, width, outputs }) {
  const weights = readWeights(model, binary);
  const graph = new Graph();
  const values = new Map();
  const get = name => {
    const value = values.get(clean(name));
    if (value === undefined) throw new DamagedModel(`no value for ${name}`);
    return value;
  };
  const weight = name => weights.get(clean(name)) ?? (() => { throw new DamagedModel(`no weight ${name}`); })();
  const constant = ({ shape, data }) => graph.constant(shape, data);
  const bias = name => [graph.constant([weight(name).data.length], weight(name).data)];
  const prelu = (x, name) => graph.node('PRelu', [x, graph.constant([weight(name).data.length, 1, 1], weight(name).data)]);

  const handlers = {
    Placeholder: () => graph.input('input', [1, 3, height, width]),
    _FusedConv2D: node => {
      const [x, w, b, slope] = node.input, fused = attributeOf(node, 'fused_ops');
      const { shape, data } = weight(w), kernel = transpose(shape, data, [3, 2, 0, 1]);
      const y = graph.node('Conv', [get(x), constant(kernel), ...bias(b)],
        { kernel_shape: shape.slice(0, 2), strides: window(attributeOf(node, 'strides')), auto_pad: same(node) });
      const rest = fused.filter(f => f !== 'BiasAdd');
      if (rest.length > 1 || rest.some(f => f !== 'Relu' && f !== 'Prelu')) throw new DamagedModel(`fused ${rest}`);
      return !rest.length ? y : rest[0] === 'Relu' ? graph.node('Relu', [y]) : prelu(y, slope);
    },
    DepthwiseConv2dNative: node => {
      const { shape: [h, w, channels, times], data } = weight(node.input[1]);
      const kernel = transpose([h, w, channels * times], data, [2, 0, 1]);
      return graph.node('Conv', [get(node.input[0]), graph.constant([channels * times, 1, h, w], kernel.data)],
        { kernel_shape: [h, w], group: channels, strides: window(attributeOf(node, 'strides')), auto_pad: same(node) });
    },
    AddV2: node => graph.node('Add', node.input.map(get)),
    Relu: node => graph.node('Relu', [get(node.input[0])]),
    Prelu: node => prelu(get(node.input[0]), node.input[1]),
    Sigmoid: node => graph.node('Sigmoid', [get(node.input[0])]),
    Identity: node => get(node.input[0]),
    Reshape: node => get(node.input[0]),  // only before the outputs: see the note at `outputs`
    MaxPool: node => graph.node('MaxPool', [get(node.input[0])],
      { kernel_shape: window(attributeOf(node, 'ksize')), strides: window(attributeOf(node, 'strides')), auto_pad: same(node) }),
    Pad: node => {
      const p = [...weight(node.input[1]).data];  // NHWC pairs
      const begin = [p[0], p[6], p[2], p[4]], end = [p[1], p[7], p[3], p[5]];
      return graph.node('Pad', [get(node.input[0])], { mode: 'constant', pads: [...begin, ...end] });
    },
  };
  for (const node of needed(model.modelTopology.node, Object.values(outputs))) {
    if (node.op === 'Const') continue;
    const handler = handlers[node.op];
    if (!handler) throw new DamagedModel(`operation ${node.op}`);
    values.set(node.name, handler(node));
  }
  for (const [name, from] of Object.entries(outputs)) graph.output(name, get(from));
  return graph.serialise();
}
