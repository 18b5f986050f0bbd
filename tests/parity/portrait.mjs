// The same pictures to the native program and to motcua-check.js: verdicts equal to the byte, and equal to the committed one.
//   node tests/parity/portrait.mjs --native BIN --wasm motcua-check.js --models DIR [FOLDER OF MORE PICTURES]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const here = join(dirname(fileURLToPath(import.meta.url)), 'portrait');
const ask = (command, args) => spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 24 });
const native = (args) => ask(option('--native'), ['check', ...args]);
const wasm = (args) => ask(process.execPath, [option('--wasm'), ...args]);

const work = mkdtempSync(join(tmpdir(), 'motcua-parity-'));
const good = readFileSync(join(here, 'good.jpg'));
writeFileSync(join(work, 'cut.jpg'), good.subarray(0, 9000));
writeFileSync(join(work, 'text.jpg'), 'not a picture');
const pictures = [join(here, 'good.jpg'), join(work, 'cut.jpg'), join(work, 'text.jpg')];
const more = process.env.MOTCUA_TEST_DATA;
try {
  for (const person of readdirSync(join(more, 'face/lfw'))) pictures.push(join(more, 'face/lfw', person, `${person}_0001.jpg`));
} catch { console.log('no photographs in MOTCUA_TEST_DATA: the committed cases only'); }

let wrong = 0;
for (const picture of pictures) {
  const args = ['portrait', picture, '--models', option('--models')];
  const a = native(args), b = wasm(args);
  if (a.stdout && a.stdout === b.stdout && a.status === b.status) continue;
  ++wrong;
  console.log(`${picture}\n  native ${a.status} ${a.stdout}${a.stderr}  wasm   ${b.status} ${b.stdout}${b.stderr}`);
}
const verdict = native(['portrait', join(here, 'good.jpg'), '--models', option('--models')]).stdout;
if (verdict !== readFileSync(join(here, 'good.json'), 'utf8')) { ++wrong; console.log(`good.jpg is judged differently: ${verdict}`); }
const faces = ['faces', join(here, 'good.jpg'), join(here, 'good.jpg'), '--models', option('--models')];
if (native(faces).stdout !== wasm(faces).stdout) { ++wrong; console.log('faces differ'); }
rmSync(work, { recursive: true });
console.log(`${pictures.length} pictures, ${wrong} differences`);
process.exit(wrong ? 1 : 0);
