// The same questions to the native program and to motcua-check.js; every answer must be equal to the byte.
//   node tests/parity/rules.mjs --native BIN --wasm motcua-check.js [--count 100000] [--seed N]
// Counts filings; MRZ and small cases come on top. Prints count, seed and how many of each verdict there were, so that a
// generator that only makes rubbish is seen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cases } from './generate.mjs';

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const count = Number(option('--count', process.env.MOTCUA_FULL ? 400_000 : 100_000));
const seed = Number(option('--seed', 20261124));
const chunk = 20_000;

function start(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`${command} ended with ${code}`);
    return Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1);
  });
  return { child, ended };
}
async function ask(command, args, lines) {
  const { child, ended } = start(command, args);
  for (const line of lines) if (!child.stdin.write(line + '\n')) await Promise.race([once(child.stdin, 'drain'), ended]);
  child.stdin.end();
  return ended;
}

const began = Date.now();
const verdicts = {};
let compared = 0;
async function compare(requests) {
  const lines = requests.map((request) => JSON.stringify(request));
  const [native, wasm] = await Promise.all([
    ask(option('--native'), option('--native').endsWith('motcua') ? ['check', 'batch'] : ['batch'], lines),
    ask(process.execPath, [option('--wasm'), 'batch'], lines),
  ]);
  if (native.length !== lines.length || wasm.length !== lines.length) throw new Error(`${lines.length} questions, ${native.length} native and ${wasm.length} wasm answers`);
  for (let i = 0; i < lines.length; i++) {
    if (native[i] !== wasm[i]) {
      console.error(`case ${compared + i} of seed ${seed} differs\n  asked  ${lines[i]}\n  native ${native[i]}\n  wasm   ${wasm[i]}`);
      process.exit(1);
    }
    const kind = `${requests[i].args[0]} exit ${/^\{"exit":(\d)/.exec(native[i])[1]}`;
    verdicts[kind] = (verdicts[kind] ?? 0) + 1;
  }
  compared += lines.length;
}

let waiting = [];
for (const one of cases(seed, count)) {
  waiting.push(one);
  if (waiting.length === chunk) await compare(waiting.splice(0));
}
if (waiting.length) await compare(waiting);
console.log(`${count} filings and ${compared - count} other cases, seed ${seed}: native and WASM byte-equal in ${((Date.now() - began) / 1000).toFixed(1)} s`);
console.log(Object.entries(verdicts).sort().map(([kind, n]) => `${kind}: ${n}`).join(', '));
for (const kind of ['form exit 0', 'form exit 1', 'mrz exit 0', 'mrz exit 1']) {
  if (!verdicts[kind]) { console.error(`no case gave "${kind}": the generator is one-sided`); process.exit(1); }
}
