// The same prints to the native program and to motcua-check.js: answers equal to the byte, and equal to the committed ones.
// The committed prints are synthetic (shared/finger/synthesis.cpp), some of them spoilt.
//   node tests/parity/finger.mjs --native BIN --wasm motcua-check.js
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
rmSync(work, { recursive: true });

// every form of picture and record (the fuzzer's seeds, synthetic); JPEG 2000 is read by the native program only
const seeds = join(here, '..', '..', 'fuzz', 'corpus');
for (const form of ['fir/plain', 'fir/png', 'fir/wsq', 'fir/jpeg', 'fir/edition_2005', 'fir/three', 'wsq/fifteen_to_one', 'wsq/five_to_one', 'wsq/blank', 'wsq/cut_short']) both(['finger', join(seeds, form)]);

// real prints, where they are: some of each set
const more = join(process.env.MOTCUA_TEST_DATA || '/nowhere', 'fingerprint');
let real = 0;
const walk = (folder) => readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? walk(join(folder, name)) : [join(folder, name)]));
try {
  const prints = walk(more).filter((name) => /\.(png|bmp)$/i.test(name));
  for (let i = 0; i < prints.length; i += Math.ceil(prints.length / 12)) { both(['finger', prints[i]]); ++real; }
} catch { /* said below */ }
if (!real) console.log('no prints in MOTCUA_TEST_DATA: the committed cases only (skipped: real prints)');
console.log(`${committed.length} committed and ${real} real prints, ${wrong} differences`);
process.exit(wrong ? 1 : 0);
