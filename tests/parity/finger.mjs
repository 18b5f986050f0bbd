// The same prints to the native program and to motcua-check.js: answers equal to the byte, and equal to the committed ones.
// The committed prints are synthetic (shared/finger/synthesis.cpp), some of them spoilt.
//   node tests/parity/finger.mjs --native BIN --wasm motcua-check.js
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const here = join(dirname(fileURLToPath(import.meta.url)), 'finger');
const ask = (command, args) => spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
const native = (args) => ask(option('--native'), ['check', ...args]);
const wasm = (args) => ask(process.execPath, [option('--wasm'), ...args]);

let wrong = 0;
const fault = (words) => { ++wrong; console.log(words); };
/** Asks both; returns the native answer. */
function both(args) {
  const a = native(args), b = wasm(args);
  if (!a.stdout || a.stdout !== b.stdout || a.status !== b.status) fault(`${args.join(' ')}\n  native ${a.status} ${a.stdout}${a.stderr}  wasm   ${b.status} ${b.stdout}${b.stderr}`);
  return a;
}

const committed = readdirSync(here).filter((name) => name.endsWith('.png'));
if (committed.length < 4) fault(`only ${committed.length} committed prints`);
for (const name of committed) {
  const answer = both(['finger', join(here, name), '--position', 'right_index']);
  const expected = readFileSync(join(here, name.replace('.png', '.json')), 'utf8');
  if (answer.stdout !== expected) fault(`${name} is judged differently: ${answer.stdout}`);
  if (answer.status !== (JSON.parse(expected).valid ? 0 : 1)) fault(`${name}: exit status ${answer.status}`);
}

const work = mkdtempSync(join(tmpdir(), 'motcua-parity-'));
writeFileSync(join(work, 'cut.png'), readFileSync(join(here, 'good.png')).subarray(0, 5000));
writeFileSync(join(work, 'text.png'), 'not a picture');
for (const name of ['cut.png', 'text.png']) if (both(['finger', join(work, name)]).status !== 1) fault(`${name} was accepted`);

// every form of picture and record (the fuzzer's seeds, synthetic)
const seeds = join(here, '..', '..', 'fuzz', 'corpus');
for (const form of ['fir/plain', 'fir/png', 'fir/wsq', 'fir/jpeg', 'fir/jpeg2000', 'fir/jpeg2000_lossy', 'fir/edition_2005', 'fir/three', 'wsq/fifteen_to_one', 'wsq/five_to_one', 'wsq/blank', 'wsq/cut_short']) both(['finger', join(seeds, form)]);

// and the template that both write, and the comparison of two prints
for (const form of ['iso', 'compact']) {
  const files = ['native', 'wasm'].map((name) => join(work, `${name}.${form}`));
  for (const [i, run] of [[0, (args) => ask(option('--native'), args)], [1, wasm]]) {
    const answer = run(['extract', 'finger', join(here, 'good.png'), '-o', files[i], '--form', form]);
    if (answer.status !== 0) fault(`extract finger --form ${form}: exit status ${answer.status}: ${answer.stderr.slice(0, 300)}`);
  }
  if (!readFileSync(files[0]).equals(readFileSync(files[1]))) fault(`the ${form} template is another one in WASM`);
  for (const other of ['light.png', 'wet.png']) both(['fingers', files[0], join(here, other)]);
}
// several fingers: one answer about two people
const good = join(here, 'good.png'), fused = JSON.parse(both(['fingers', good, good, join(here, 'wet.png'), join(here, 'wet.png')]).stdout);
if (!fused.match || fused.fingers.length !== 2 || fused.weight !== 800 || fused.falseMatchPpb !== 1) fault(`two fingers of one person: ${JSON.stringify(fused)}`);
const [other, few] = ['iso', 'iso_few'].map((name) => join(here, '..', '..', 'fuzz', 'corpus', 'fmr', name)), strangers = both(['fingers', good, other, join(here, 'wet.png'), few]);
if (strangers.status !== 1 || JSON.parse(strangers.stdout).match) fault(`two fingers of two people: ${strangers.stdout}`);
// a record of three, where one is wanted
const three = join(here, '..', '..', 'fuzz', 'corpus', 'fir', 'three'), several = both(['fingers', three, good]);
if (JSON.parse(several.stdout).errors?.[0].code !== 'finger.several') fault(`a record of three fingers: ${several.stdout}`);
// one finger twice would count as two; an option that says nothing of what was read is none that was left out
for (const args of [['finger', good, '--missing', 'right_ring'], ['finger', good, '--slap', 'left_four', '--missing', 'right_ring'], ['finger', three, '--position', 'right_index'], ['finger', good, '--slap', 'right_four', '--position', 'right_index'], ['fingers', good, good, good, good], ['fingers', good, other, other, good], ['fingers', good], ['fingers', good, good, good], ['fingers', ...Array(22).fill(good)]]) for (const run of [native, wasm]) if (run(args).status !== 2) fault(`${args.slice(1).map((name) => name.split('/').at(-1)).join(' ')} is no usage error`);

// Every real print, where they are: verdicts, templates, comparisons of all pairs, searches; by a program that keeps them in memory.
const data = process.env.MOTCUA_TEST_DATA || '/nowhere';
const walk = (folder) => (existsSync(folder) ? readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? walk(join(folder, name)) : [join(folder, name)])) : []);
const probe = (command, args, files) => {
  const answer = spawnSync(command, args, { input: files.map((file) => `${file}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 24 });
  if (answer.status !== 0) fault(`${args.join(' ')}: exit status ${answer.status}: ${answer.stderr.slice(0, 300)}`);
  return answer.stdout.trim().split('\n');
};
const every = walk(join(data, 'fingerprint')).filter((name) => /\.(png|bmp)$/i.test(name));
// a quarter of the fingers, whole, in ./test; all with --full
const prints = every.filter((name) => process.env.MOTCUA_FULL || /10[1-3]_\d\.\w+$/.test(name));
const records = walk(join(data, 'sbi', 'iso')).filter((name) => /(Index|Middle|Ring|Little|Thumb)\.iso$/.test(name));
for (const record of records) both(['finger', record]);
prints.push(...records);
if (prints.length) {
  const a = probe(option('--native-probe'), [], prints), b = probe(process.execPath, [option('--wasm-probe')], prints);
  if (a.length !== prints.length + 2) fault(`${a.length} lines for ${prints.length} prints`);
  a.forEach((line, i) => line === b[i] || fault(`native ${line}\n  wasm   ${b[i]}`));
  console.log(`${a.length - 2} real prints (${records.length} of readers' records): ${a.at(-2)}; ${a.at(-1)}`);
} else console.log('no prints in MOTCUA_TEST_DATA: the committed cases only (skipped: real prints)');
rmSync(work, { recursive: true });
console.log(`${committed.length} committed and ${prints.length} real prints, ${wrong} differences`);
process.exit(wrong ? 1 : 0);
