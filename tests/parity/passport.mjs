// The passport reader answers the same to the byte natively and in WASM, with and without vector instructions: every picture of
// MOTCUA_TEST_DATA/mrz/specimens, and files that are no passport.
//   node tests/parity/passport.mjs --native BIN --wasm motcua-check.js --scalar motcua-check.js --models DIR
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const here = dirname(fileURLToPath(import.meta.url));
const pictures = [join(here, 'portrait', 'good.jpg'), join(here, 'passport.mjs'), join(here, 'no such file')];
const folder = join(process.env.MOTCUA_TEST_DATA ?? '', 'mrz/specimens');
try { pictures.push(...readdirSync(folder).map((name) => join(folder, name))); } catch { console.log('skipped: no mrz/specimens in MOTCUA_TEST_DATA; the committed files only'); }
const questions = pictures.map((picture) => `${JSON.stringify({ args: ['passport', picture, '--on', '2026-11-29', '--models', option('--models')] })}\n`).join('');
const ask = (command, ...args) => {
  const { status, stdout, stderr } = spawnSync(command, [...args, 'batch'], { input: questions, encoding: 'utf8', maxBuffer: 1 << 27 });
  if (status !== 0) throw new Error(`${command} ${args}: ${status} ${stderr}`);
  return stdout.trimEnd().split('\n');
};
const truth = ask(option('--native'), 'check');
let wrong = truth.length === pictures.length ? 0 : 1;
for (const build of ['--wasm', '--scalar'])
  ask(process.execPath, option(build)).forEach((answer, i) => { if (answer !== truth[i]) { ++wrong; console.log(`FAIL ${build} ${pictures[i].split('/').at(-1)}\n  ${truth[i]}\n  ${answer}`); } });
console.log(`${pictures.length} files, ${truth.filter((line) => line.includes('"exit":0')).length} valid, ${wrong} differences`);
process.exit(wrong ? 1 : 0);
