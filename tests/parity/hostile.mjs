// Hostile picture files to the native program, to motcua-check.js and to the Worker's module (vision.js): bombs, cut and
// changed files, other kinds of files. Each is refused by name, the same in every build, soon and without its memory.
//   node tests/parity/hostile.mjs --native BIN --wasm motcua-check.js --vision vision.js --models DIR
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bomb, chunk, png, withChunks } from '../api/png.mjs';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const here = dirname(fileURLToPath(import.meta.url));
const jpeg = readFileSync(join(here, 'portrait', 'good.jpg'));

// --- the files
const le = (...numbers) => { const out = Buffer.alloc(4 * numbers.length); numbers.forEach((n, i) => out.writeInt32LE(n | 0, 4 * i)); return out; };
/** A BMP whose header says width x height, with as many bytes of rows as are given. */
const bmp = (width, height, rows) => Buffer.concat([Buffer.from('BM'), le(54 + rows, 0, 54, 40, width, height, 1 | 24 << 16, 0, 0, 0, 0, 0, 0), Buffer.alloc(rows)]);
/** The JPEG with another size in its frame header. */
function sized(width, height) {
  const out = Buffer.from(jpeg);
  for (let at = 2; out[at] === 0xff; at += 2 + out.readUInt16BE(at + 2))
    if (out[at + 1] >= 0xc0 && out[at + 1] <= 0xc2) { out.writeUInt16BE(height, at + 5); out.writeUInt16BE(width, at + 7); return out; }
  throw new Error('no frame header');
}
/** A progressive JPEG of one small scan said over and over: work without end for few bytes. */
function scans(count) {
  const progressive = sized(4096, 4096);
  for (let at = 2; progressive[at] === 0xff; at += 2 + progressive.readUInt16BE(at + 2)) if (progressive[at + 1] === 0xc0) progressive[at + 1] = 0xc2;
  const head = progressive.subarray(0, progressive.indexOf(Buffer.from([0xff, 0xda])));
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, head[head.indexOf(Buffer.from([0xff, 0xc2])) + 10], 0, 0, 0, 0x10, 0]);
  return Buffer.concat([head, ...Array.from({ length: count }, () => scan), Buffer.from([0xff, 0xd9])]);
}
function random(seed) { let state = seed >>> 0; return (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * below); }; }
function changed(whole, seed) {
  const next = random(seed), out = Buffer.from(whole);
  for (let n = 4 + next(30); n > 0; n--) out[8 + next(Math.min(out.length, 600) - 8)] = next(256);
  return next(2) ? out.subarray(0, 8 + next(out.length - 8)) : out;
}
const big = 'picture.too_many_pixels', damaged = 'picture.damaged', format = 'picture.format';
const files = {
  'bomb.png': [bomb(60_000, 60_000), big], 'signed.png': [bomb(0xffffffff, 0xffffffff), damaged, big], 'row.png': [bomb(16_385, 1), big], 'more.png': [bomb(6000, 4001), big],
  'flat.png': [bomb(6000, 4000), damaged], 'nought.png': [bomb(0, 10), damaged],
  'text.png': [withChunks(png(8, 8), [Buffer.from([0xff, 0xff, 0xff, 0xf4, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0])]), damaged],
  'short.png': [png(300, 400).subarray(0, 60), damaged], 'rows.png': [png(300, 400, undefined, 3), damaged], 'header.png': [png(8, 8).subarray(0, 20), damaged],
  'profile.png': [withChunks(png(300, 400).subarray(0, 200), [chunk('iCCP', Buffer.alloc(65_536, 0x41))]), damaged],
  'bomb.jpg': [sized(65_535, 65_535), big], 'wide.jpg': [sized(16_384, 1465), big], 'tall.jpg': [sized(4000, 6000), damaged], 'nought.jpg': [sized(0, 0), damaged],
  'cut.jpg': [jpeg.subarray(0, 9000), damaged], 'start.jpg': [jpeg.subarray(0, 3), damaged], 'scans.jpg': [scans(5000), damaged],
  'bomb.bmp': [bmp(30_000, 30_000, 0), big], 'least.bmp': [bmp(-2147483648, -2147483648, 0), damaged], 'short.bmp': [bmp(2000, 2000, 100), damaged], 'nought.bmp': [bmp(0, 5, 0), damaged],
  'empty': [Buffer.alloc(0), format], 'text.jpg': [Buffer.from('not a picture'), format], 'page.pdf': [Buffer.from('%PDF-1.7\n'), format], 'moving.gif': [Buffer.from('GIF89a'), format],
  'drawing.svg': [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), format], 'photo.webp': [Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), format], 'photo.heic': [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), format],
};
for (let seed = 1; seed <= 6; seed++) { files[`changed${seed}.jpg`] = [changed(jpeg, seed)]; files[`changed${seed}.png`] = [changed(png(200, 260, (x, y) => [x, y, x ^ y]), seed)]; }

// --- the programs
const work = mkdtempSync(join(tmpdir(), 'motcua-hostile-'));
const models = ['--models', option('--models')];
const limited = (command, args) => spawnSync(command, args, { encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 24 });
const programs = {
  native: (args) => limited(option('--native'), ['check', ...args]),
  wasm: (args) => limited(process.execPath, [option('--wasm'), ...args]),
};
const code = (json) => { const answer = JSON.parse(json); return answer.errors?.[0]?.code ?? answer.error ?? 'judged'; };

// comparing loads a larger network each time: some of each kind
const compared = ['bomb.png', 'rows.png', 'bomb.jpg', 'cut.jpg', 'scans.jpg', 'bomb.bmp', 'short.bmp', 'empty', 'text.jpg'];

let wrong = 0;
const must = (what, holds) => { if (!holds) { wrong++; console.log(`FAIL ${what}`); } };

// the Worker's module, as the Worker loads it
const vision = await createRequire(import.meta.url)(resolve(option('--vision')))({ wasmBinary: readFileSync(resolve(option('--vision')).replace(/\.js$/, '.wasm')), locateFile: (name) => join(dirname(resolve(option('--vision'))), name), print() {}, printErr() {} });
const lend = (bytes, use) => { const at = vision._malloc(Math.max(1, bytes.length)); vision.HEAPU8.set(bytes, at); try { return use(at, bytes.length); } finally { vision._free(at); } };
must('the Worker loads its network', lend(readFileSync(join(option('--models'), 'blazeface.onnx')), (at, size) => vision._vision_load(0, at, size)) === 1 && vision._vision_prepare(0) === 1);
const worker = (task, bytes) => lend(bytes, (at, size) => code(vision.UTF8ToString(vision._vision_judge_file(task, at, size))));
must('the Worker judges a good picture', worker(0, jpeg) === 'judged');
const heap = vision.HEAPU8.length;

for (const [name, [bytes, ...expected]] of Object.entries(files)) {
  const path = join(work, name);
  writeFileSync(path, bytes);
  const seen = {};
  for (const [program, run] of Object.entries(programs))
    for (const args of [['portrait', path, ...models], ['faces', path, join(here, 'portrait', 'good.jpg'), ...models]].slice(0, compared.includes(name) ? 2 : 1)) {
      const got = run(args);
      must(`${program} ${args[0]} ${name}: ends with 0 or 1, not ${got.status ?? got.signal} ${got.stderr}`, got.status === 0 || got.status === 1);
      if (got.status === 0 || got.status === 1) seen[`${program} ${args[0]}`] = code(got.stdout);
    }
  for (const task of [0, 1, 2]) seen[`worker ${task}`] = worker(task, bytes);
  const answers = new Set(Object.values(seen));
  must(`${name}: one answer everywhere, not ${JSON.stringify(seen)}`, answers.size === 1);
  if (expected.length) must(`${name}: ${expected.join(' or ')}, not ${[...answers]}`, expected.includes([...answers][0]));
}
must(`the Worker's memory grew from ${heap >> 20} to ${vision.HEAPU8.length >> 20} MiB`, vision.HEAPU8.length <= heap + 160 * 2 ** 20);
must('the Worker still judges a good picture', worker(0, jpeg) === 'judged');
for (const [task, size] of [[0, [0, 0]], [0, [-1, 5]], [0, [100_000, 100_000]]]) {
  const json = lend(Buffer.alloc(64), (at) => vision.UTF8ToString(vision._vision_take(task, at, ...size)));
  must(`a frame of ${size}: ${json}`, /^\{"error":"picture\./.test(json));
}
rmSync(work, { recursive: true });
console.log(`${Object.keys(files).length} hostile files, ${wrong} wrong answers`);
process.exit(wrong ? 1 : 0);
