// What a camera frame and a picture cost: native, WASM with vector instructions, WASM without, and the same pixel work by opencv-js,
// one after the other on one machine; then how much the Worker loads, and how long a page waits for its first verdict.
//   node tests/bench/vision/run.mjs NATIVE SIMD.js SCALAR.js MODELS WEB NODE_MODULES [PASSPORT.jpg]
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Process, freePort, root, temporaryFolder } from '../../lib/motcua.mjs';
import { launch } from '../../browser/lib.mjs';
import { machine } from '../figures.mjs';

const [native, simd, scalar, models, web, modules, passport] = process.argv.slice(2);
const portrait = join(root, 'tests/parity/portrait/good.jpg');
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const read = (command, args) => new Map(execFileSync(command, [...args, models, portrait, ...(passport ? [passport] : [])], { encoding: 'utf8' }).trimEnd().split('\n').map((line) => { const [name, ms] = line.split('\t'); return [name, Number(ms)]; }));

/** The pixel work of main.cpp in opencv-js, under the same names. */
async function openCv() {
  const made = createRequire(join(resolve(modules), 'x.js'))('@techstark/opencv-js');
  const cv = made instanceof Promise ? await made : made;
  if (!cv.Mat) await new Promise((ready) => { cv.onRuntimeInitialized = ready; });
  const rgba = new cv.Mat(1440, 1920, cv.CV_8UC4);
  for (let i = 0; i < rgba.data.length; i++) rgba.data[i] = (i * 2654435761) >>> 24;
  const [bgr, grey, small, turned] = [new cv.Mat(), new cv.Mat(), new cv.Mat(), new cv.Mat()];
  const time = (once) => { once(); return median(Array.from({ length: 15 }, () => { const start = performance.now(); once(); return performance.now() - start; })); };
  return new Map([
    ['pixels: RGBA to BGR, 1920x1440', time(() => cv.cvtColor(rgba, bgr, cv.COLOR_RGBA2BGR))],
    ['pixels: BGR to grey, 1920x1440', time(() => cv.cvtColor(bgr, grey, cv.COLOR_BGR2GRAY))],
    ['pixels: area scaling to 640x480', time(() => cv.resize(bgr, small, new cv.Size(640, 480), 0, 0, cv.INTER_AREA))],
    ['pixels: a quarter turn, 1920x1440', time(() => cv.rotate(bgr, turned, cv.ROTATE_90_CLOCKWISE))],
  ]);
}

let missed = 0;
const goal = (what, value, unit, limit) => {
  const reached = value <= limit;
  if (!reached) missed++;
  console.log(`${what.padEnd(58)} ${value.toFixed(unit === 'MB' ? 2 : 0).padStart(8)} ${unit.padEnd(3)} goal ≤ ${limit}${reached ? '' : '   MISSED'}`);
};

const [a, b, c, d] = [read(native, []), read(process.execPath, [simd]), read(process.execPath, [scalar]), await openCv()];
console.log(`${machine()}, node ${process.version}; milliseconds, medians of 15, one thread`);
console.log(''.padEnd(50) + ['native', 'SIMD', 'scalar', 'opencv-js'].map((name) => name.padStart(11)).join(''));
for (const name of a.keys()) console.log(name.padEnd(50) + [a, b, c, d].map((of) => (of.get(name)?.toFixed(of.get(name) < 10 ? 2 : 1) ?? '').padStart(11)).join(''));
console.log('');
goal('a live frame in WASM with vector instructions', b.get('portrait: a live frame, 640x480'), 'ms', 1000 / 15);
goal('full judgement of a frame of 1920x1440, the same', b.get('portrait: full judgement, 1920x1440'), 'ms', 120);
if (passport) goal('reading a passport, the same', b.get('passport: reading a picture, 1920 wide'), 'ms', 1000);

// --- what the Worker loads for a portrait and for a passport
const { entries } = JSON.parse(readFileSync(join(web, 'manifest.json'), 'utf8'));
const packed = (name) => { const dot = name.lastIndexOf('.'), entry = entries.find((each) => new RegExp(`^${name.slice(0, dot)}\\.\\w{10}${name.slice(dot)}$`).test(each.file)); return readFileSync(join(web, entry.br ?? entry.file)).length / 1e6; };
for (const build of ['vision', 'vision-scalar']) goal(`module and models, brotli: ${build}`, [`${build}.js`, `${build}.wasm`, 'blazeface.onnx', 'facemesh.onnx', 'selfie.onnx', 'ocrb.bin'].reduce((sum, name) => sum + packed(name), 0), 'MB', 3.5);

// --- in the browser: from the opening of a page to the first verdict of its Worker
const serve = await new Process('serve', await freePort(), ['--demo'], temporaryFolder('bench-vision')).start();
const picture = readFileSync(portrait).toString('base64');

/** In the page: ms from `since` to the Worker's first verdict, of a picture file or (`live`) of a frame of 640x480. */
async function verdict({ base64, live, since }) {
  const blob = new Blob([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], { type: 'image/jpeg' });
  const made = new Worker(JSON.parse(document.getElementById('assets').textContent)['vision-worker.js']);
  made.postMessage({ type: 'start', task: 'portrait' });
  const heard = new Promise((done) => { made.onmessage = ({ data }) => { if (data.id === 1) done(performance.now()); }; });
  if (live) {
    const bitmap = await createImageBitmap(blob, { resizeWidth: 640, resizeHeight: 480 });
    made.postMessage({ type: 'frame', id: 1, task: 'portrait', first: true, at: 0, limit: 640, full: 640, bitmap }, [bitmap]);
  } else {
    const bytes = await blob.arrayBuffer();
    made.postMessage({ type: 'judge', id: 1, task: 'portrait', bytes }, [bytes]);
  }
  return await heard - since;
}

/** A page that opens and asks at once, beside everything else it loads. */
async function whileOpening() {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.addInitScript(`addEventListener('DOMContentLoaded', () => { window.verdict = (${verdict})({ base64: ${JSON.stringify(picture)}, live: false, since: 0 }); })`);
  await page.goto(`${serve.url}/vi/start`);
  const ms = await page.evaluate(() => window.verdict);
  await browser.close();
  return ms;
}

/** A form that runs already, as when one comes to the portrait's page by "Continue". */
async function inTheForm(live) {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${serve.url}/vi/start`);
  await page.waitForTimeout(4000);
  const ms = await page.evaluate(`(${verdict})({ base64: ${JSON.stringify(picture)}, live: ${live}, since: performance.now() })`);
  await browser.close();
  return ms;
}
const thrice = async (once) => median([await once(), await once(), await once()]);
goal('first live verdict after the page is met in the running form', await thrice(() => inTheForm(true)), 'ms', 2000);
goal('first verdict of a picture file, the same', await thrice(() => inTheForm(false)), 'ms', 2000);
goal('the same beside the loading of the form itself', await thrice(whileOpening), 'ms', 2000);
await serve.kill('SIGTERM');
process.exit(missed ? 1 : 0);
