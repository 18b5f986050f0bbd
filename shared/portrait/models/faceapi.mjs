// face-api's face recognition network (a port of dlib's dlib_face_recognition_resnet_model_v1) to ONNX. The package ships
// weights quantised to bytes and a list of them, no graph: the layers below are those of dlib's anet_type and face-api's
// FaceRecognitionNet.ts. Each convolution's own scale layer is folded into it.
import { Graph, transpose } from './onnx.mjs';
import { guarded, require, sizeOf } from './fault.mjs';

const side = 150;
const mean = [122.782, 117.001, 104.298];

/// Weights by name: {shape, data}. manifest: the parsed weights manifest (a list of groups); binary: all its files in a row.
export function readQuantised(manifest, binary) {
  const weights = new Map();
  let at = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap(group => group.weights)) {
    const size = sizeOf(shape);
    require(dtype === 'float32' && (!quantization || quantization.dtype === 'uint8'), `weight type of ${name}`);
    const bytes = quantization ? size : 4 * size;
    require(at + bytes <= binary.length, `weights end before ${name}`);
    const raw = Uint8Array.prototype.slice.call(binary, at, at + bytes);
    weights.set(name, { shape, data: quantization ? Float32Array.from(raw, v => v * quantization.scale + quantization.min) : new Float32Array(raw.buffer) });
    at += bytes;
  }
  return weights;
}

/// One square side after a convolution or pooling of `kernel`, stride 2, without padding.
const halved = (length, kernel) => Math.floor((length - kernel) / 2) + 1;

class Network {
  constructor(weights) {
    this.weights = weights;
    this.graph = new Graph();
  }
  weight(name) {
    const found = this.weights.get(name);
    require(found, `no weight ${name}`);
    return found;
  }
  constant(shape, data) { return this.graph.constant(shape, Float32Array.from(data)); }
  relu(x) { return this.graph.node('Relu', [x]); }

  /// (x * filters + bias) * scale + shift, as one convolution.
  convolution(x, name, stride, pad) {
    const { shape, data } = this.weight(`${name}/conv/filters`), kernel = transpose(shape, data, [3, 2, 0, 1]);
    const [bias, scale, shift] = ['conv/bias', 'scale/weights', 'scale/biases'].map(part => this.weight(`${name}/${part}`).data);
    const [to, , height, width] = kernel.shape, each = kernel.data.length / to;
    require([bias, scale, shift].every(list => list.length === to), `channels of ${name}`);
    const folded = kernel.data.map((v, i) => v * scale[Math.floor(i / each)]);
    const inputs = [x, this.constant(kernel.shape, folded), this.constant([to], bias.map((b, i) => b * scale[i] + shift[i]))];
    return this.graph.node('Conv', inputs, { kernel_shape: [height, width], strides: [stride, stride], pads: [pad, pad, pad, pad] });
  }
  residual(x, name) {
    const inner = this.relu(this.convolution(x, `${name}/conv1`, 1, 1));
    return this.relu(this.graph.node('Add', [this.convolution(inner, `${name}/conv2`, 1, 1), x]));
  }
  pad(x, channels, rows) {
    return this.graph.node('Pad', [x], { mode: 'constant', pads: [0, 0, 0, 0, 0, channels, rows, rows] });
  }
  /// Halves the sides; the way past the convolutions is averaged, and padded with zeros to as many channels.
  down(x, name, length) {
    const [, , from, to] = this.weight(`${name}/conv1/conv/filters`).shape;
    const inner = this.relu(this.convolution(x, `${name}/conv1`, 2, 0));
    let main = this.convolution(inner, `${name}/conv2`, 1, 1);
    let past = this.graph.node('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] });
    const short = halved(length, 2) - halved(length, 3);
    if (short) main = this.pad(main, 0, short);
    if (to !== from) past = this.pad(past, to - from, 0);
    return [this.relu(this.graph.node('Add', [past, main])), halved(length, 2)];
  }
}

function build(weights, output) {
  const net = new Network(weights), { graph } = net;
  let x = graph.input('input', [1, 3, side, side]);
  x = graph.node('Sub', [x, net.constant([1, 3, 1, 1], mean)]);
  x = graph.node('Mul', [x, net.constant([1, 3, 1, 1], [1 / 255, 1 / 255, 1 / 255])]);
  x = net.relu(net.convolution(x, 'conv32_down', 2, 0));
  x = graph.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2] });
  let length = halved(halved(side, 7), 3);
  for (const [down, plain] of [['', ['conv32_1', 'conv32_2', 'conv32_3']], ['conv64_down', ['conv64_1', 'conv64_2', 'conv64_3']],
    ['conv128_down', ['conv128_1', 'conv128_2']], ['conv256_down', ['conv256_1', 'conv256_2']], ['conv256_down_out', []]]) {
    if (down) [x, length] = net.down(x, down, length);
    for (const name of plain) x = net.residual(x, name);
  }
  const { shape: [from, to], data } = net.weight('fc'), fc = transpose([from, to], data, [1, 0]);
  x = graph.node('Flatten', [graph.node('GlobalAveragePool', [x])]);
  graph.output(output, graph.node('Gemm', [x, graph.constant(fc.shape, fc.data), net.constant([to], new Float32Array(to))], { transB: 1 }));
  return graph.serialise();
}

/// manifest: text of *-weights_manifest.json; binary: the file it names. Throws DamagedModel.
export const faceapiToOnnx = (manifest, binary, { output }) => guarded(() => build(readQuantised(JSON.parse(manifest), binary), output));
