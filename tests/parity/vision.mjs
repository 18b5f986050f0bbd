// Every OpenCV operation that shared/ calls and every network, in three builds: native, WASM with vector instructions, WASM without.
// The largest difference of any result from the native one must stay below the tolerance stated here.
//   node tests/parity/vision.mjs NATIVE_PROBE SIMD_PROBE.js SCALAR_PROBE.js MODELS_FOLDER SHARED
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [native, simd, scalar, models, shared] = process.argv.slice(2);
/** Largest difference allowed, relative to the largest result of the network: sums are added in another order. */
const tolerance = 5e-5;

const { models: entries } = JSON.parse(readFileSync(join(shared, 'portrait/models/manifest.json'), 'utf8'));
const side = (name) => /^1x3x(\d+)x/.exec(entries.find(({ file }) => file === name).input)[1];
const nets = readdirSync(models).filter((name) => name.endsWith('.onnx'));
const work = mkdtempSync(join(tmpdir(), 'motcua-vision-'));
const results = (build, command, args) => {
  const folder = join(work, build);
  mkdirSync(folder);
  execFileSync(command, [...args, folder, ...nets.flatMap((name) => [join(models, name), side(name)])], { stdio: ['ignore', 'inherit', 'inherit'] });
  return Object.fromEntries(readdirSync(folder).map((name) => {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
    return [name.replace(/\.f32$/, ''), new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))];
  }));
};
const truth = results('native', native, []);
let wrong = 0;
for (const [build, probe] of [['simd', simd], ['scalar', scalar]]) {
  const other = results(build, process.execPath, [probe]);
  for (const name of nets) {
    const [a, b] = [truth[name], other[name]];
    let largest = 0, off = a.length === b?.length && a.length > 0 ? 0 : Infinity;
    for (let i = 0; i < a.length && off !== Infinity; i++) { largest = Math.max(largest, Math.abs(a[i])); off = Math.max(off, Math.abs(a[i] - b[i])); }
    const fine = largest > 0 && off / largest <= tolerance;
    if (!fine) wrong++;
    console.log(`${fine ? 'ok  ' : 'FAIL'} ${name.padEnd(24)} ${build.padEnd(7)} ${a.length} numbers up to ${largest.toPrecision(4)}, off by ${off.toExponential(1)} (${(off / largest).toExponential(1)} of it; ${tolerance} allowed)`);
  }
}
rmSync(work, { recursive: true });

// an operation that is called and not compared would slip through
const sources = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? sources(join(folder, each.name)) : /\.[ch]pp$/.test(each.name) ? [join(folder, each.name)] : []));
const harmless = new Set(['Mat', 'Scalar', 'readNetFromONNX', 'Exception', 'Net', 'MatShape', 'Size', 'Point', 'Rect', 'Vec3b']);
for (const file of sources(shared))
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/\bcv::(?:dnn::)?(\w+)\s*[({]/g))
    if (!harmless.has(name)) { wrong++; console.log(`FAIL ${file} calls cv::${name}, which is not compared here`); }
process.exit(wrong ? 1 : 0);
