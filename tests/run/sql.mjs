// SQL stands in server/store/sqlite alone: services speak to the store in use cases, so that another store can stand behind
// them. The exceptions below look at a SQLite file as such, or have one of their own; the list may only get shorter.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../lib/motcua.mjs';
import { sources } from '../lib/sources.mjs';

const home = 'server/store/sqlite/';
const exceptions = {
  'server/backup/back_up.cpp': 'copies the file',
  'server/backup/restore.cpp': 'puts a file in place and writes that down in it',
  'server/cli/admin_audit.cpp': 'walks the chain of a file that nobody serves',
  'server/cli/doctor_store.cpp': 'examines the file',
  'server/registry/records.cpp': 'the stand-in for the national registry has a file of its own',
  'server/authority/ledger.cpp': 'the stand-in for the authority has a file of its own',
};
const statement = /["(]\s*(SELECT|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|ALTER TABLE|PRAGMA|VACUUM|BEGIN|COMMIT|ROLLBACK)\b/;

/** The lines that hold SQL, comments aside. */
const lines = (path) => readFileSync(path, 'utf8').split('\n').map((line, i) => [i + 1, line.replace(/\/\/.*/, '')]).filter(([, line]) => statement.test(line));

const wrong = [], used = new Set();
let inside = 0;
for (const path of sources(join(root, 'server'), /\.(cpp|hpp)$/)) {
  const name = relative(root, path), found = lines(path);
  if (name.startsWith(home)) inside += found.length;
  else if (found.length > 0 && exceptions[name]) used.add(name);
  else wrong.push(...found.map(([number, line]) => `${name}:${number}: ${line.trim()}`));
}
assert.ok(inside > 100, `the statements of ${home} are read: ${inside}`);
assert.deepEqual(wrong, [], `SQL outside ${home}`);
assert.deepEqual(Object.keys(exceptions).filter((name) => !used.has(name)), [], 'exceptions without SQL: take them off the list');
console.log(`${inside} lines of SQL in ${home}, none elsewhere; ${used.size} files look at a SQLite file of their own`);
