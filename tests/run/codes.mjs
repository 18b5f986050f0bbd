// Every error code is raised somewhere: a message that nobody can ever see is no help, only text to translate.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';

const rows = [...readFileSync(join(root, 'shared/base/errors.def'), 'utf8').matchAll(/^MOTCUA_ERROR\((\w+), "([^"]+)"/gm)];
function* sources(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.(cpp|hpp)$/.test(name)) yield readFileSync(path, 'utf8');
  }
}
const used = new Set();
for (const folder of ['shared', 'server', 'client']) {
  for (const text of sources(join(root, folder)))
    for (const [word] of text.replaceAll(/\/\/.*/g, '').matchAll(/ErrorCode::\w+|"[a-z]+\.[a-z_0-9]+"/g)) used.add(word);
}
const idle = rows.filter(([, name, text]) => !used.has(`ErrorCode::${name}`) && !used.has(`"${text}"`)).map(([, , text]) => text);
assert.ok(rows.length > 150, 'the table of errors is read');
assert.deepEqual(idle, [], 'codes that nothing raises');
console.log(`${rows.length} codes, each raised somewhere`);
