// The vision Worker: loads vision.wasm and the face detector, judges pictures and camera frames one after the other.
//   <- {type:'start', assets:{name: url}, hashes:{name: integrity}}   once; the first judgement waits for the load
//   <- {type:'judge', id, task, media, bytes}           a picture file (ArrayBuffer)
//   <- {type:'frame', id, task, width, height, pixels}  a camera frame (RGBA ArrayBuffer)
//   -> {ready: true} or {ready: false, error}           after the load and warm-up
//   -> {id, json}                                       one answer to each judge and frame, also when it failed
// All memory goes when the page terminates the Worker.
'use strict';
const tasks = {portrait: 0, finger: 1, qr: 2};
let ready = null;

const lend = (module, buffer, use) => {
  const bytes = new Uint8Array(buffer);
  const at = module._malloc(bytes.length);
  if (!at) throw new Error('out of memory');
  module.HEAPU8.set(bytes, at);
  try { return use(at, bytes.length); } finally { module._free(at); }
};

// The first pass compiles the hot code and lets the networks reserve their memory: better now than at the first frame.
const warmUp = (module) => lend(module, new ArrayBuffer(4 * 320 * 240), (at) => module._vision_judge_frame(tasks.portrait, at, 320, 240));

// What runs must be what was built: the browser refuses bytes of another hash. importScripts takes no hash; it gets the checked
// file as long as the cache keeps it.
const load = async (assets, hashes) => {
  const get = async (name) => {
    if (!hashes[name]) throw new Error(`${name}: no hash`);
    const response = await fetch(assets[name], {integrity: hashes[name]});
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.arrayBuffer();
  };
  const [, wasmBinary, bytes] = await Promise.all(['vision.js', 'vision.wasm', 'blazeface.onnx'].map(get));
  importScripts(assets['vision.js']);
  const module = await Vision({wasmBinary, locateFile: (name) => assets[name] || name});
  if (!lend(module, bytes, (at, size) => module._vision_load(at, size))) throw new Error('face detector: not readable');
  warmUp(module);
  return module;
};

const judge = (module, message) => {
  const task = tasks[message.task];
  if (task === undefined) return '{"error":"request.malformed"}';
  const at = message.type === 'frame'
    ? lend(module, message.pixels, (p) => module._vision_judge_frame(task, p, message.width, message.height))
    : lend(module, message.bytes, (p, size) => module._vision_judge_file(task, p, size));
  return module.UTF8ToString(at);
};

onmessage = async ({data}) => {
  if (data.type === 'start') {
    if (ready) return;
    ready = load(data.assets, data.hashes || {});
    ready.then(() => postMessage({ready: true}), (error) => postMessage({ready: false, error: String(error)}));
    return;
  }
  let json = '{"error":"request.internal"}';
  try { json = judge(await ready, data); } catch (error) { console.error('vision:', error); }
  postMessage({id: data.id, json});
};
