// Back-up and restore by the programs: taken while a serving process writes, restored elsewhere, served there; every
// submission that was acknowledged before the back-up began is there. A store in use is never written over.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { binary, command, freePort, Process, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const server = await serve('backup', ['--rate-scale', '100000']);
const place = temporaryFolder('api-backup'), file = join(place, 'office.backup'), target = join(place, 'elsewhere');
const admin = (what, path, dir) => command('admin', what, path, '--data', dir);
const run = (...args) => new Promise((done) => {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => { text += part; });
  child.on('exit', (code) => done({ code, text }));
});

const kept = [];
let next = 1;
async function write(client, number, stop) {
  while (!stop.now) {
    const index = next++;
    const answer = await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [filing(index, { applicant: { phone: number } })] });
    kept.push({ reference: expect(answer, 201).applications[0].reference, client });
  }
}

await checks('api.backup', {
  async a_back_up_under_load_restored_elsewhere_has_everything_acknowledged_before_it() {
    const stop = { now: false }, people = [];
    for (let i = 0; i < 3; i++) { const client = server.client(); await client.signIn(phone(50 + i)); people.push([client, phone(50 + i)]); }
    const work = people.map(([client, number]) => write(client, number, stop));
    while (kept.length < 40) await sleep(20);
    const before = kept.map(({ reference }) => reference);
    const began = performance.now();
    const done = await run('admin', 'backup', file, '--data', server.dir);
    const took = performance.now() - began, during = kept.length - before.length;
    stop.now = true;
    await Promise.all(work);
    assert.equal(done.code, 0, done.text);
    assert.match(done.text, /^backed up: \d+ audit entries, \d+ bytes, integrity OK: /);
    assert.ok(during > 0, 'nothing was written while the back-up ran');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    console.log(`     ${before.length} acknowledged before, ${during} during the back-up of ${Math.round(took)} ms`);

    mkdirSync(target, { mode: 0o700 });
    cpSync(join(server.dir, 'kek.key'), join(target, 'kek.key'));
    const restored = admin('restore', file, target);
    assert.equal(restored.code, 0, restored.err);
    const verdict = command('admin', 'audit', 'verify', '--data', target);
    assert.equal(verdict.code, 0, verdict.out);
    const other = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '100000'], target).start();
    for (const { reference, client } of kept.filter((each) => before.includes(each.reference))) {
      const answer = await fetch(`${other.url}/api/v1/applications/${reference}`, { headers: { cookie: client.cookie } });
      assert.equal(answer.status, 200, `${reference} is lost`);
      assert.equal((await answer.json()).state, 'submitted');
    }
    assert.equal((await other.kill('SIGTERM')).code, 0);
  },
  async a_store_in_use_or_left_there_is_not_overwritten() {
    const inUse = admin('restore', file, server.dir);
    assert.equal(inUse.code, 1);
    assert.ok(inUse.err.includes('restore.in_use'), inUse.err);
    const left = admin('restore', file, target);
    assert.equal(left.code, 1);
    assert.ok(left.err.includes('restore.occupied'), left.err);
    expect(await server.client().get('/api/v1/config'), 200);
  },
  async a_damaged_back_up_and_a_wrong_key_are_refused_and_leave_nothing() {
    const bytes = readFileSync(file), broken = join(place, 'broken.backup'), dir = join(place, 'fresh');
    mkdirSync(dir, { mode: 0o700 });
    cpSync(join(server.dir, 'kek.key'), join(dir, 'kek.key'));
    for (const [content, code] of [[bytes.subarray(0, bytes.length - 100), 'backup.damaged'], [Buffer.concat([bytes.subarray(0, 5000), Buffer.from([bytes[5000] ^ 1]), bytes.subarray(5001)]), 'backup.damaged'], [Buffer.from('no back-up'), 'backup.damaged']]) {
      writeFileSync(broken, content);
      const refused = admin('restore', broken, dir);
      assert.equal(refused.code, 1);
      assert.ok(refused.err.includes(code), refused.err);
      assert.deepEqual(readdirSync(dir), ['kek.key']);
    }
    writeFileSync(join(dir, 'kek.key'), Buffer.alloc(32, 7));
    assert.ok(admin('restore', file, dir).err.includes('backup.wrong_key'));
    assert.deepEqual(readdirSync(dir), ['kek.key']);
  },
  async a_back_up_never_overwrites_and_a_killed_one_does_not_stop_the_next() {
    assert.ok(admin('backup', file, server.dir).err.includes('backup.exists'));
    writeFileSync(join(server.dir, 'motcua.db.backing-up'), 'what a killed run left', { mode: 0o600 });
    assert.equal(admin('backup', join(place, 'second.backup'), server.dir).code, 0);
    assert.ok(!existsSync(join(server.dir, 'motcua.db.backing-up')));
    assert.equal(command('admin', 'backup').code, 2);
    assert.equal((await server.kill('SIGTERM')).code, 0);
    assert.equal(admin('backup', join(place, 'third.backup'), server.dir).code, 0, 'not while serving: the same');
  },
});
