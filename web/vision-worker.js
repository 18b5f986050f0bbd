// The vision Worker: loads vision.wasm and the face detector, judges pictures and camera frames one after the other.
//   <- {type:'start', assets:{name: url}, hashes:{name: integrity}}   once; the first judgement waits for the load
//   <- {type:'judge', id, task, bytes}    a picture file (ArrayBuffer)
//   <- {type:'take', id, task, frame}     the camera's picture, all of its pixels, to be kept
//   <- {type:'frame', id, task, first, at, full, limit, frame}   one of the frames of the camera as it is watched; the first of
//      them begins anew; `at`: ms; it is judged with its longer side at most `limit` px of the camera's `full`
//      frame: bitmap (an ImageBitmap, which is closed here), or width, height, pixels (RGBA ArrayBuffer)
//   -> {ready: true} or {ready: false, error}           after the load and warm-up
//   -> {id, json, made, whole}   one answer to each, also when it failed; made, whole: JPEG files that the task made of the picture
//      (portrait: what is to be kept, cut to the official format, and a small one of all there was)
// A new task: its number in `tasks` here and in client/vision/vision.cpp; the side of its live frames in web/camera.js.
// All memory goes when the page terminates the Worker.
'use strict';
const tasks = {portrait: 0, finger: 1, qr: 2, challenge: 3, passport: 4};
let ready = null;

const lend = (module, buffer, use) => {
  const bytes = new Uint8Array(buffer);
  const at = module._malloc(bytes.length);
  if (!at) throw new Error('out of memory');
  module.HEAPU8.set(bytes, at);
  try { return use(at, bytes.length); } finally { module._free(at); }
};

// The first pass compiles the hot code and lets the networks reserve their memory: better now than at the first frame.
const warmUp = (module) => lend(module, new ArrayBuffer(4 * 320 * 240), (at) => module._vision_watch(tasks.portrait, at, 320, 240, 320, 0));

// What runs must be what was built: the browser refuses bytes of another hash. importScripts takes no hash; it gets the checked
// file as long as the cache keeps it.
const load = async (assets, hashes) => {
  const get = async (name) => {
    if (!hashes[name]) throw new Error(`${name}: no hash`);
    const response = await fetch(assets[name], {integrity: hashes[name]});
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.arrayBuffer();
  };
  const [, wasmBinary, bytes, letters] = await Promise.all(['vision.js', 'vision.wasm', 'blazeface.onnx', 'ocrb.bin'].map(get));
  importScripts(assets['vision.js']);
  const module = await Vision({wasmBinary, locateFile: (name) => assets[name] || name});
  if (!lend(module, bytes, (at, size) => module._vision_load(at, size))) throw new Error('face detector: not readable');
  if (!lend(module, letters, (at, size) => module._vision_load_ocr(at, size))) throw new Error('reader of letters: not readable');
  warmUp(module);
  return module;
};

// What frames are drawn on, and where their pixels lie for the module: kept, for the next one has the same size.
let paper = null, pen = null;
const room = {at: 0, size: 0};
const drawn = ({bitmap, limit = Infinity, width, height, pixels}) => {
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
  if (task === undefined) return {json: '{"error":"request.malformed"}'};
  const json = module.UTF8ToString(work[message.type](module, task, message));
  return message.type === 'frame' ? {json} : {json, made: made(module, 0), whole: made(module, 1)};
};

onmessage = async ({data}) => {
  if (data.type === 'start') {
    if (ready) return;
    ready = load(data.assets, data.hashes || {});
    ready.then(() => postMessage({ready: true}), (error) => postMessage({ready: false, error: String(error)}));
    return;
  }
  let answer = {json: '{"error":"request.internal"}'};
  try { answer = answerTo(await ready, data); } catch (error) { console.error('vision:', error); }
  postMessage({id: data.id, ...answer}, [answer.made, answer.whole].filter(Boolean));
};
