// The same pictures to the native program and to motcua-check.js with and without vector instructions. The committed cases are equal to
// the byte; of all frames (photographs of MOTCUA_TEST_DATA, painted people before a camera: well, dark, blurred, far, two, nobody) at
// least 99.5 % get the same verdict with the same causes, and no score differs by more than 3 points. ./test takes a share, --full all.
//   node tests/parity/portrait.mjs --native BIN --wasm motcua-check.js --scalar motcua-check.js --models DIR --camera make_camera
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const here = join(dirname(fileURLToPath(import.meta.url)), 'portrait');
const models = ['--models', option('--models')];
const builds = { native: [option('--native'), 'check'], simd: [process.execPath, option('--wasm')], scalar: [process.execPath, option('--scalar')] };
/** The answers of a build to many questions, by one process: [{exit, out}]. */
const ask = (build, questions) => {
  const [command, ...before] = builds[build];
  const { stdout, status, stderr } = spawnSync(command, [...before, 'batch'], { encoding: 'utf8', maxBuffer: 1 << 28, input: questions.map((args) => JSON.stringify({ args }) + '\n').join('') });
  if (status !== 0) throw new Error(`${build}: ${status} ${stderr}`);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
};
let wrong = 0;
const fail = (what) => { ++wrong; console.log(`FAIL ${what}`); };

// --- the committed cases, to the byte
const work = mkdtempSync(join(tmpdir(), 'motcua-parity-'));
const good = join(here, 'good.jpg');
writeFileSync(join(work, 'cut.jpg'), readFileSync(good).subarray(0, 9000));
writeFileSync(join(work, 'text.jpg'), 'not a picture');
const fixed = [...[good, join(work, 'cut.jpg'), join(work, 'text.jpg')].map((picture) => ['portrait', picture, ...models]), ['faces', good, good, ...models],
  ['faces', good, good, '--model', 'faceapi', ...models]];
const truth = ask('native', fixed);
if (truth[0].out !== readFileSync(join(here, 'good.json'), 'utf8')) fail(`good.jpg is judged differently: ${truth[0].out}`);
for (const build of ['simd', 'scalar'])
  ask(build, fixed).forEach((answer, i) => { if (answer.out !== truth[i].out || answer.exit !== truth[i].exit) fail(`${build}: ${fixed[i].slice(0, 2).join(' ')}\n  ${truth[i].out}  ${answer.out}`); });

// --- frames
const full = process.env.MOTCUA_FULL === '1';
const photographs = () => {
  const folder = join(process.env.MOTCUA_TEST_DATA ?? '', 'face/lfw');
  try { return readdirSync(folder).flatMap((person) => readdirSync(join(folder, person)).map((name) => join(folder, person, name))); } catch { console.log('no photographs in MOTCUA_TEST_DATA: painted people only'); return []; }
};
const painted = (seed) => {
  const folder = join(work, `camera-${seed}`);
  execFileSync(option('--camera'), [folder, String(seed)]);
  return readdirSync(folder).filter((name) => name.endsWith('.mjpeg')).flatMap((name) => {
    const clip = readFileSync(join(folder, name)), starts = [];
    for (let at = clip.indexOf('\xff\xd8\xff', 0, 'latin1'); at >= 0; at = clip.indexOf('\xff\xd8\xff', at + 3, 'latin1')) starts.push(at);
    return starts.map((at, i) => { const file = join(folder, `${name}-${i}.jpg`); writeFileSync(file, clip.subarray(at, starts[i + 1] ?? clip.length)); return file; });
  });
};
const every = (list, step) => list.filter((_, i) => i % step === 0);
const frames = full ? [...photographs(), ...[1, 2, 3, 4, 5, 6].flatMap(painted)] : [...every(photographs(), 10), ...every(painted(1), 4)];
const questions = frames.map((picture) => ['portrait', picture, ...models]);
const judged = ask('native', questions).map(({ out }) => JSON.parse(out));
// the official picture that is cut out: of the same place and size, and nearly always of the same bytes
const cutBy = Object.fromEntries(Object.keys(builds).map((build) => {
  const files = frames.map((_, i) => join(work, `${build}-${i}.jpg`));
  const answers = ask(build, frames.map((picture, i) => ['portrait', picture, '--cut', files[i], ...models]));
  return [build, files.map((file, i) => ({ out: answers[i].out, jpeg: existsSync(file) ? readFileSync(file) : null }))];
}));
const made = cutBy.native.filter(({ jpeg }) => jpeg).length;
if (made < frames.length / 4) fail(`only ${made} of ${frames.length} frames give an official picture`);
const cuts = (build) => {
  let differ = 0;
  cutBy.native.forEach(({ jpeg }, i) => {
    const other = cutBy[build][i].jpeg;
    if (!jpeg !== !other) fail(`${build}: ${frames[i]}: cut in one build only`);
    else if (jpeg && !jpeg.equals(other)) ++differ;
  });
  if (differ > made / 20) fail(`${build}: ${differ} of ${made} official pictures differ`);
  else console.log(`ok   ${build}: ${differ} of ${made} official pictures differ`);
};
for (const build of ['simd', 'scalar']) {
  let other = 0, furthest = 0;
  ask(build, questions).forEach(({ out }, i) => {
    const [a, b] = [judged[i], JSON.parse(out)];
    if (a.valid !== b.valid || String(a.causes) !== String(b.causes)) { ++other; console.log(`     ${build} ${frames[i].split('/').at(-1)}: ${a.causes} | ${b.causes}`); }
    for (const [name, measure] of Object.entries(a.measures ?? {})) {
      if (!measure !== !b.measures?.[name]) { fail(`${build}: ${name} assessed in one build only`); continue; }
      if (measure) furthest = Math.max(furthest, Math.abs(measure.score - b.measures[name].score));
    }
  });
  cuts(build);
  if (other > 0.005 * frames.length || furthest > 3) fail(`${build}: ${other} of ${frames.length} verdicts differ, scores by up to ${furthest}`);
  else console.log(`ok   ${build}: ${other} of ${frames.length} verdicts differ, scores by up to ${furthest}`);
}
rmSync(work, { recursive: true });
process.exit(wrong ? 1 : 0);
