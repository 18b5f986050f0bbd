// A disk that is full: the built server is not allowed to let its files grow. What needs the disk is answered 503 with a stable
// code, what only reads goes on; with room again the same requests succeed once, and nothing half done is found.
//   node tests/fault/disk_full.mjs [rounds]
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Process, Client, command, freePort, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const rounds = Number(process.argv[2] ?? (process.env.MOTCUA_FULL ? 50 : 8));
const dir = temporaryFolder('disk-full');
const serve = new Process('serve', await freePort(), ['--demo', '--rate-scale', '100000'], dir);
await serve.start();
const size = (name) => statSync(join(dir, name), { throwIfNoEntry: false })?.size ?? 0;
function limit(bytes) {
  const done = spawnSync('prlimit', [`--pid=${serve.child.pid}`, `--fsize=${bytes}:`], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

const client = new Client(serve.url);
await client.signIn(phone(900), 'en');
const submission = (index) => ({ requestKey: randomBytes(16).toString('hex'), filings: [filing(index, { applicant: { phone: phone(900) } })] });
const kept = [];
let refused = 0;
for (let round = 1; round <= rounds; round++) {
  // the log in front of the store has room for a little, for a while: the refusal comes at another place each time
  limit(Math.max(size('motcua.db'), size('motcua.db-wal')) + (round * 4096) % 20480);
  const body = submission(1000 + round);
  const answer = await client.post('/api/v1/applications', body);
  if (answer.status === 201) kept.push(answer.value.applications[0].reference);
  else {
    assert.equal(answer.status, 503, JSON.stringify(answer.value));
    assert.equal(answer.value.code, 'store.unavailable');
    refused++;
    assert.equal((await client.get('/api/v1/applications')).value.applications.length, kept.length, 'a half record');
    assert.equal((await fetch(`${serve.url}/healthz`)).status, 200);
    limit('unlimited');
    const again = await client.post('/api/v1/applications', body);
    assert.equal(again.status, 201, JSON.stringify(again.value));
    kept.push(again.value.applications[0].reference);
  }
}
limit('unlimited');
assert.ok(refused > 0, 'the disk was never full');
for (const reference of kept) assert.equal((await client.get(`/api/v1/applications/${reference}`)).status, 200);
await serve.kill('SIGKILL');
await serve.start();
assert.equal((await client.get('/api/v1/applications')).value.applications.length, kept.length);
await serve.kill('SIGTERM');
const audit = command('admin', 'audit', 'verify', '--data', dir);
assert.equal(audit.code, 0, audit.out + audit.err);
console.log(`disk full: ${rounds} rounds, ${refused} answered 503 store.unavailable and succeeded with room, ${kept.length} applications there, none half done; ${audit.out.trim()}`);
