// Every error code is raised somewhere: a message that nobody can ever see is no help, only text to translate.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';
import { sources } from '../lib/sources.mjs';

const rows = [...readFileSync(join(root, 'shared/base/errors.def'), 'utf8').matchAll(/^MOTCUA_ERROR\((\w+), "([^"]+)"/gm)];
const used = new Set();
for (const folder of ['shared', 'server', 'client']) {
  for (const path of sources(join(root, folder), /\.(cpp|hpp)$/))
    for (const [word] of readFileSync(path, 'utf8').replaceAll(/\/\/.*/g, '').matchAll(/ErrorCode::\w+|"[a-z]+\.[a-z_0-9]+"/g)) used.add(word);
}
const idle = rows.filter(([, name, text]) => !used.has(`ErrorCode::${name}`) && !used.has(`"${text}"`)).map(([, , text]) => text);
assert.ok(rows.length > 150, 'the table of errors is read');
assert.deepEqual(idle, [], 'codes that nothing raises');
console.log(`${rows.length} codes, each raised somewhere`);
