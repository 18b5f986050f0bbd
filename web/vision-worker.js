// The vision Worker: loads vision.wasm and what a task needs, judges pictures and camera frames one after the other.
//   <- {type:'start', task}               loads the module, and what the task needs where one is named; a judgement waits for the load
//   <- {type:'judge', id, task, bytes}    a picture file (ArrayBuffer)
//   <- {type:'take', id, task, frame}     the camera's picture, all of its pixels, to be kept
//   <- {type:'frame', id, task, first, at, full, limit, frame}   one of the frames of the camera as it is watched; the first of
//      them begins anew; `at`: ms; it is judged with its longer side at most `limit` px of the camera's `full`
//      frame: bitmap (an ImageBitmap, which is closed here), or width, height, pixels (RGBA ArrayBuffer)
//   -> {ready: true, kind} or {ready: false, error}     after the load and warm-up; kind: "vision" or "vision-scalar"
//   -> {id, json, made, whole}   one answer to each, also when it failed; made, whole: JPEG files that the task made of the picture
//      (portrait: what is to be kept, cut to the official format, and a small one of all there was)
// A new task: its number in `tasks` here and in client/vision/vision.cpp; the side of its live frames in web/camera.js.
// All memory goes when the page terminates the Worker.
'use strict';
const tasks = {portrait: 0, finger: 1, qr: 2, challenge: 3, passport: 4};
// The files of this build, put in by pack.mjs: {name: {path, integrity}}.
const parts = {}/*parts*/;
// What a task needs beside the module, under the number that client/vision/vision.cpp knows it by (Part).
const nets = [['blazeface.onnx', 0], ['facemesh.onnx', 1], ['selfie.onnx', 2]];
const needs = {portrait: nets, passport: [['ocrb.bin', 3]]};
const alike = {challenge: 'portrait'};  // needs what another task needs

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
  started.catch(() => { started = null; });  // a weak link: the next one asked tries again
  return started;
};

// The first pass compiles the hot code and lets the networks reserve their memory: better now than at the first frame.
const warmUp = (module, task) => lend(module, new ArrayBuffer(4 * 320 * 240), (at) => module._vision_watch(tasks[task], at, 320, 240, 320, 0));

const loads = {};  // by task, promises of the module
const load = (asked) => {
  const task = alike[asked] || asked;
  loads[task] = loads[task] || (async () => {
    const files = (needs[task] || []).map(async ([name, part]) => [name, part, await get(name)]);
    const module = await start();
    for (const [name, part, bytes] of await Promise.all(files))
      if (!lend(module, bytes, (at, size) => module._vision_load(part, at, size))) throw new Error(`${name}: no room`);
    if (!module._vision_prepare(tasks[task])) throw new Error(`${task}: its models are not readable`);
    warmUp(module, task);
    return module;
  })();
  loads[task].catch(() => { delete loads[task]; });
  return loads[task];
};

// What frames are drawn on, and where their pixels lie for the module: kept, for the next one has the same size.
let paper = null, pen = null;
const room = {at: 0, size: 0};
const drawn = ({bitmap, limit = Infinity, width, height, pixels}) => {
  if (!bitmap && pixels.byteLength !== 4 * width * height) throw new Error('frame of another size');
  if (!bitmap) return {width, height, data: new Uint8Array(pixels)};
  const shrink = Math.min(1, limit / Math.max(bitmap.width, bitmap.height));
  const size = [Math.max(1, Math.round(bitmap.width * shrink)), Math.max(1, Math.round(bitmap.height * shrink))];
  if (!paper || paper.width !== size[0] || paper.height !== size[1]) {
    paper = new OffscreenCanvas(...size);
    pen = paper.getContext('2d', {willReadFrequently: true, alpha: false});
  }
  pen.drawImage(bitmap, 0, 0, ...size);
  bitmap.close();
  return pen.getImageData(0, 0, ...size);
};
const hold = (module, frame) => {
  if (room.size < frame.data.length) {
    module._free(room.at);
    room.at = module._malloc(frame.data.length);
    room.size = room.at ? frame.data.length : 0;
    if (!room.at) throw new Error('out of memory');
  }
  module.HEAPU8.set(frame.data, room.at);
};

const watch = (module, task, message) => {
  const frame = drawn(message);
  hold(module, frame);
  if (message.first) module._vision_begin(task, crypto.getRandomValues(new Uint32Array(1))[0]);
  return module._vision_watch(task, room.at, frame.width, frame.height, message.full, message.at);
};
const take = (module, task, message) => {
  const frame = drawn(message);
  paper = pen = null;  // the next one is smaller
  return lend(module, frame.data.buffer, (p) => module._vision_take(task, p, frame.width, frame.height));
};
const judge = (module, task, message) => lend(module, message.bytes, (p, size) => module._vision_judge_file(task, p, size));
const work = {frame: watch, take, judge};

const made = (module, which) => {
  const size = module._vision_made_size(which), at = module._vision_made(which);
  return size ? module.HEAPU8.slice(at, at + size).buffer : undefined;
};
const answerTo = (module, message) => {
  const task = tasks[message.task];
  const json = module.UTF8ToString(work[message.type](module, task, message));
  return message.type === 'frame' ? {json} : {json, made: made(module, 0), whole: made(module, 1)};
};

onmessage = async ({data}) => {
  if (data.type === 'start') {
    (data.task in tasks ? load(data.task) : start()).then(() => postMessage({ready: true, kind}), (error) => postMessage({ready: false, error: String(error)}));
    return;
  }
  let answer = {json: '{"error":"request.malformed"}'};
  try {
    if (data.task in tasks) answer = answerTo(await load(data.task), data);
  } catch (error) {
    answer = {json: '{"error":"request.internal"}'};
    if (data.bitmap) data.bitmap.close();
    console.error('vision:', error);
  }
  postMessage({id: data.id, ...answer}, [answer.made, answer.whole].filter(Boolean));
};
