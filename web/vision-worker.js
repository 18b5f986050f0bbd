// The vision Worker: loads vision.wasm and what a task needs, judges pictures and camera frames one after the other.
//   <- {type:'start', task}                             once; loads the module, and the task's models where one is named
//   <- {type:'judge', id, task, media, bytes}           a picture file (ArrayBuffer)
//   <- {type:'frame', id, task, width, height, pixels}  a camera frame (RGBA ArrayBuffer)
//   -> {ready: true, kind} or {ready: false, error}     after the load and warm-up; kind: "vision" or "vision-scalar"
//   -> {id, json}                                       one answer to each judge and frame, also when it failed
// All memory goes when the page terminates the Worker.
'use strict';
const tasks = {portrait: 0, finger: 1, qr: 2, passport: 3};  // client/vision/vision.cpp: Task
// The files of this build, put in by pack.mjs: {name: {path, integrity}}.
const parts = {}/*parts*/;
// What a task needs beside the module, under the number that vision_load knows it by. Of a portrait's networks only the first
// must be there: what the others measure is not assessed without them.
const needs = {portrait: [['blazeface.onnx', 0]], passport: [['ocrb.bin', 3]]};

// A module with one vector instruction: browsers that know none (Safari before 16.4) take the build without.
const vectors = () => WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]));

const lend = (module, buffer, use) => {
  const bytes = new Uint8Array(buffer);
  const at = module._malloc(bytes.length);
  if (!at) throw new Error('out of memory');
  module.HEAPU8.set(bytes, at);
  try { return use(at, bytes.length); } finally { module._free(at); }
};

// What runs must be what was built: the browser refuses bytes of another hash.
const get = async (name) => {
  if (!parts[name]) throw new Error(`${name}: not in this build`);
  const response = await fetch(parts[name].path, {integrity: parts[name].integrity});
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.arrayBuffer();
};

let kind = '';
let started = null;  // the module, a promise
const start = () => {
  started = started || (async () => {
    kind = vectors() ? 'vision' : 'vision-scalar';
    const [, wasmBinary] = await Promise.all([`${kind}.js`, `${kind}.wasm`].map(get));
    importScripts(parts[`${kind}.js`].path);  // takes no hash; it gets the checked file as long as the cache keeps it
    return Vision({wasmBinary, locateFile: (name) => name});
  })();
  return started;
};

// The first pass compiles the hot code and lets the networks reserve their memory: better now than at the first frame.
const warmUp = (module, task) => lend(module, new ArrayBuffer(4 * 320 * 240), (at) => module._vision_judge_frame(tasks[task], at, 320, 240));

const loads = {};  // by task, promises of the module
const load = (task) => {
  loads[task] = loads[task] || (async () => {
    const files = (needs[task] || []).map(async ([name, part]) => [name, part, await get(name)]);
    const module = await start();
    for (const [name, part, bytes] of await Promise.all(files))
      if (!lend(module, bytes, (at, size) => module._vision_load(part, at, size))) throw new Error(`${name}: no room`);
    if (!module._vision_begin(tasks[task])) throw new Error(`${task}: its models are not readable`);
    warmUp(module, task);
    return module;
  })();
  return loads[task];
};

const judge = (module, message) => {
  const task = tasks[message.task];
  const at = message.type === 'frame'
    ? lend(module, message.pixels, (p) => module._vision_judge_frame(task, p, message.width, message.height))
    : lend(module, message.bytes, (p, size) => module._vision_judge_file(task, p, size));
  return module.UTF8ToString(at);
};

onmessage = async ({data}) => {
  if (data.type === 'start') {
    (data.task in tasks ? load(data.task) : start()).then(() => postMessage({ready: true, kind}), (error) => postMessage({ready: false, error: String(error)}));
    return;
  }
  let json = '{"error":"request.malformed"}';
  try {
    if (data.task in tasks) json = judge(await load(data.task), data);
  } catch (error) {
    json = '{"error":"request.internal"}';
    console.error('vision:', error);
  }
  postMessage({id: data.id, json});
};
