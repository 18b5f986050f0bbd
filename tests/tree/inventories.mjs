// Pages that say what there is (logs, limits, classes of data) and the code say the same.
//   node tests/tree/inventories.mjs
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/motcua.mjs';
import { sources } from '../lib/sources.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const code = (path) => read(path).replace(/\/\/[^\n]*/g, '');
const server = sources(join(root, 'server'), /\.(cpp|hpp)$/).map((path) => relative(root, path));
/** Rows of the tables of a page or of one of its sections, without their heads. */
function rows(page, title) {
  const text = title ? page.split(`\n## ${title}`)[1].split('\n## ')[0] : page;
  return text.split(/\n\|[-|]+\|\n/).slice(1).flatMap((table) => table.split('\n\n')[0].split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())));
}

// --- logs
test('the page of logs has every event, and no other', () => {
  const events = [...read('server/http/log_events.def').matchAll(/^MOTCUA_LOG_EVENT\(\w+, "([^"]+)"\)/gm)].map(([, text]) => text);
  assert.ok(events.length > 8);
  assert.deepEqual(rows(read('server/logs.md'), 'Events').map(([event]) => event).sort(), events.sort());
});

test('the fields of each event are those that the code gives it', () => {
  const known = new Map(rows(read('server/logs.md'), 'Events').map(([event, , fields]) => [event, fields.split(' ').filter(Boolean)]));
  const names = Object.fromEntries([...read('server/http/log_events.def').matchAll(/^MOTCUA_LOG_EVENT\((\w+), "([^"]+)"\)/gm)].map(([, name, text]) => [name, text]));
  const given = new Map();
  for (const path of server) for (const [, name, parts] of code(path).matchAll(/\blog\([\w:]+,\s*(?:http::)?Event::(\w+),([\s\S]*?)\);/g)) given.set(names[name], [...(given.get(names[name]) ?? []), ...[...parts.matchAll(/\{"(\w+)",/g)].map(([, field]) => field)]);
  for (const [event, fields] of given) if (event !== 'request') assert.deepEqual([...new Set(fields)].sort(), [...known.get(event)].sort(), event);
  assert.ok(given.size >= known.size - 3, [...given.keys()].join());
  // those whose level or parts are put together before
  const parts = (path, begin) => [...code(path).split(begin)[1].split('\n}\n')[0].matchAll(/\{"(\w+)",/g)].map(([, field]) => field);
  assert.deepEqual(parts('server/http/middleware.cpp', 'LogParts parts_of(').sort(), [...known.get('request')].sort());
  for (const event of ['outbox.retry', 'outbox.failed']) assert.deepEqual(parts('server/provisioning/start.cpp', ' noted(').sort(), [...known.get(event)].sort());
});

test('the words of about are those of the page', () => {
  const words = new Set([...code('server/http/about.cpp').matchAll(/Word\("(\w+)"\)/g)].map(([, word]) => word));
  assert.deepEqual(rows(read('server/logs.md'), 'What somebody').map(([word]) => word).sort(), [...words].sort());
});

test('whatever writes to a stream or a file is on the page', () => {
  const writes = /std::(cerr|cout|clog)|\bf?printf\(|fmt::print|STDERR_FILENO|STDOUT_FILENO|\bsyslog\(|ofstream|O_WRONLY|O_RDWR|O_CREAT|\bfopen\(|mkostemp|sd_journal/;
  // the decoder's own standard streams are pipes to the server
  const writers = server.filter((path) => writes.test(code(path)) && path !== 'server/sandbox/decode_main.cpp');
  assert.deepEqual(writers.sort(), rows(read('server/logs.md'), 'Who else').map(([path]) => path).sort());
});

// --- limits
const limits = rows(read('server/limits.md'));
test('every limit on the page stands in the code as it says', () => {
  assert.ok(limits.length > 60);
  for (const [what, ...rest] of limits) {
    const [path, text] = rest.slice(-2);
    assert.ok(read(path).includes(text.replaceAll('`', '')), `${what}: ${path} has no ${text}`);
  }
});

test('every constant that is a limit is on the page', () => {
  const page = limits.map((row) => row.slice(-2));
  const missing = [];
  for (const path of server.filter((each) => !/^server\/(registry|authority)\//.test(each)))
    for (const [, , name] of code(path).matchAll(/constexpr\s+(std::size_t|int|unsigned|Millis|std::int64_t|std::uint32_t|Limit)\s+((?:max|most|largest|longest)_\w+|\w+_(?:limit|life|pause|skew|per_\w+|at_once|time|patience|count)|hashes_at_once|queue_length)\b/g))
      if (!page.some(([file, text]) => file === path && text.includes(name)) && name !== 'absolute_life') missing.push(`${path}: ${name}`);
  assert.deepEqual(missing, []);
  for (const path of ['server/http/front.hpp', 'server/http/framing.hpp', 'server/net/call.hpp', 'server/sandbox/decoder.hpp'])
    for (const [, name] of code(path).matchAll(/\b(connections\w*|queue|workers|\w+_in_flight|\w+_ms|max_answer|at_once|waiting|patience\b|deadline\b|head_time|request_line|least_rate)\s*(?:=|\{)\s*[\d(s]/g))
      assert.ok(read('server/limits.md').includes(name), `${path}: ${name}`);
});

test('every bound of a body is a bound of the page or smaller than its default', () => {
  for (const path of server.filter((each) => /routes_\w+\.cpp$/.test(each)))
    for (const [, bound] of code(path).matchAll(/max_body = ([^,;]+)[,;]/g)) {
      const simple = /^[\d* ]+$/.test(bound) ? bound.split('*').reduce((product, each) => product * Number(each), 1) : NaN;
      assert.ok(simple <= 66 * 1024 || ['max_filings', 'largest_picture', 'largest_consent', 'largest_answer', 'largest_signature', 'max_body'].includes(bound), `${path}: ${bound}`);
    }
});

// --- classes of data
const classes = read('server/store/data_classes.csv').trimEnd().split('\n').slice(1).map((line) => line.split(','));
test('every column of the store has a class and a protection', () => {
  const migrations = readdirSync(join(root, 'server/store/migrations')).filter((name) => name.endsWith('.sql')).sort().map((name) => join(root, 'server/store/migrations', name));
  const made = spawnSync('python3', ['-c', `import json, sqlite3, sys
db = sqlite3.connect(":memory:")
for path in sys.argv[1:]: db.executescript(open(path).read())
tables = [t for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'")]
print(json.dumps([[t + "." + c[1], c[2]] for t in tables for c in db.execute('PRAGMA table_info("%s")' % t)]))`, ...migrations], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  const columns = JSON.parse(made.stdout);
  assert.ok(columns.length > 180);
  const known = new Map(classes.filter(([what]) => what === 'column').map(([, ...rest]) => rest).map(([name, ...rest]) => [name, rest]));
  assert.deepEqual(columns.map(([name]) => name).filter((name) => !known.has(name)), [], 'columns without a class');
  assert.deepEqual([...known.keys()].filter((name) => !columns.some(([each]) => each === name)), [], 'classes of columns that are not');
  for (const [name, type] of columns) if (known.get(name)[1] === 'sealed') assert.equal(type, 'BLOB', `${name} is to be sealed`);
});

test('every field of the form has a class and a protection', () => {
  const fields = [...read('shared/form/fields.cpp').matchAll(/\.name = "(\w+)", \.section = Section::(\w+)/g)].map(([, name, section]) => `${section}.${name}`);
  assert.ok(fields.length > 50);
  const known = classes.filter(([what]) => what === 'field').map(([, name]) => name);
  assert.deepEqual([...new Set(known)].sort(), [...new Set(fields)].sort());
});

test('every class has its rules, and what is about a person is never plain', () => {
  const page = read('server/store/data_classes.md');
  const names = rows(page).map(([name]) => name);
  for (const [, name, kind, protection] of classes) {
    assert.ok(names.includes(kind) && names.includes(protection), `${name}: ${kind}, ${protection}`);
    if (kind === 'identity' || kind === 'biometric') assert.equal(protection, 'sealed', name);
    if (kind === 'secret') assert.ok(['sealed', 'hashed'].includes(protection), name);
    if (kind === 'pseudonym') assert.equal(protection, 'index', name);
  }
  for (const name of names) assert.ok(classes.some(([, , kind, protection]) => kind === name || protection === name), `nothing is ${name}`);
});
