// tests/asvs.csv covers the rows of OWASP ASVS 5.0 that we hold to, and means what it says: every named test case is in the
// tree and in ctest, no applicable row lacks one. Rows that are open are listed, and may only become fewer.
//   node tests/run/asvs.mjs BUILD_FOLDER
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';
import { sources } from '../lib/sources.mjs';

const mostOpen = 5;  // lower it when a row gets its test; never raise it

// Level 2 and below, and the + rows (level 3) that we do. V10 (OAuth) and V17 (WebRTC) have no place here.
const list = `1.1.1 1.2.4 1.2.10 1.3.6 1.3.11 1.3.12 1.4.1-3 1.5.2-3 2.1.1-3 2.2.1-3 2.3.1-5 2.4.1 3.2.1 3.3.1-4 3.4.1-6 3.5.1-4 3.6.1
  4.1.1 4.1.3-4 4.2.1 5.1.1 5.2.1-2 5.2.4 5.2.6 5.3.2 5.4.1-3 6.1.1 6.2.1 6.2.4-5 6.2.8-9 6.2.11-12 6.3.1-4 6.3.8 6.4.1-4 6.5.1-5 6.6.2-3
  7.2.1-4 7.3.1-2 7.4.1-5 7.5.1 7.5.3 8.2.1-3 8.3.1-2 8.4.1 11.2.1-3 11.3.1-4 11.4.1-4 11.5.1 12.1.1-3 12.2.1 12.3.1-4
  13.1.2-3 13.2.1-6 13.3.1-2 13.3.4 13.4.2-6 14.1.1-2 14.2.1-8 14.3.1-3 15.1.1-3 15.2.1-2 15.2.5 15.3.1-4 15.3.7 15.4.1-4
  16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-4`.split(/\s+/).flatMap((each) => {
  const [, head, from, to] = /^(\d+\.\d+\.)(\d+)(?:-(\d+))?$/.exec(each);
  return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => head + (Number(from) + i));
});

/** Fields of a line; quoted ones may hold commas and doubled quotes. */
const fields = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
const [head, ...lines] = readFileSync(join(root, 'tests', 'asvs.csv'), 'utf8').trimEnd().split('\n');
assert.equal(head, 'id,level,applies,why not,tests');
const rows = lines.map(fields).map(([id, level, applies, why, tests]) => ({ id, level, applies, why, tests: tests ? tests.split(' | ') : [] }));

const unitTests = sources(join(root, 'tests', 'unit'), /\.(cpp|mjs)$/).map((path) => readFileSync(path, 'utf8')).join('\n');
const known = new Set(JSON.parse(spawnSync('ctest', ['--test-dir', process.argv[2], '--show-only=json-v1'], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout).tests.map((each) => each.name));

/** What is wrong with a named case; undefined when it is there. */
function fault(named) {
  const [, family, name, test] = /^(\w+)\.(\w+): (.+)$/.exec(named) ?? [];
  if (!family) return 'is not written as "ctest: case"';
  if (!known.has(`${family}.${name}`)) return 'ctest has no such test';
  if (family === 'unit') return [`AUTO_TEST_CASE(${test})`, `FIXTURE_TEST_CASE(${test},`, `MOTCUA_CONTRACT(${test})`].some((each) => unitTests.includes(each)) ? undefined : 'no such case';
  if (family === 'sanitize') return test === name ? undefined : 'no such case';
  if (family === 'fuzz') return statSync(join(root, 'tests', 'fuzz', `${test}.cpp`), { throwIfNoEntry: false }) ? undefined : 'no such target';
  const text = readFileSync(join(root, 'tests', family, `${name}.mjs`), 'utf8');
  return text.includes(`async ${test}()`) || text.includes(`'${test}'`) ? undefined : 'no such case';
}

const wrong = [];
for (const row of rows) {
  const { id, applies, why, tests } = row;
  if (!['yes', 'no', 'open'].includes(applies)) wrong.push(`${id}: applies is "${applies}"`);
  if (applies === 'yes' && tests.length === 0) wrong.push(`${id}: applies and has no test`);
  if (applies !== 'yes' && !why) wrong.push(`${id}: ${applies} without a reason`);
  for (const named of tests) { const what = fault(named); if (what) wrong.push(`${id}: ${named}: ${what}`); }
}
assert.deepEqual(rows.map((row) => row.id).sort(), [...list].sort(), 'the rows are those of the list, each once');
assert.deepEqual(wrong, []);
const open = rows.filter((row) => row.applies === 'open');
for (const { id, why } of open) console.log(`open ${id.padEnd(7)} ${why}`);
const applicable = rows.filter((row) => row.applies !== 'no').length;
console.log(`${rows.length} rows, ${applicable} apply, ${applicable - open.length} have a test (${Math.round((100 * (applicable - open.length)) / applicable)} %), ${open.length} are open`);
assert.equal(open.length, mostOpen, open.length > mostOpen ? 'more rows are open than before' : 'fewer rows are open: write the new number into mostOpen');
