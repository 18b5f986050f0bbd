// motcua admin doctor on an installation that is well, and on one with each fault in turn: the fault is found, the others are
// not blamed, and every answer says what to do. /readyz beside /healthz: live is not the same as able to take work.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { binary, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const server = await serve('doctor', ['--checkpoint-seconds', '1']);
await server.client().signIn(phone(1));
const listening = (made) => new Promise((done) => made.listen(0, '127.0.0.1', () => done(made)));
const web = await listening(http.createServer((_, answer) => { answer.statusCode = 404; answer.end(); }));
const mail = await listening(net.createServer((socket) => {
  socket.on('error', () => {});
  socket.write('220 mail.invalid ESMTP\r\n');
  socket.on('data', (line) => socket.write(/^(EHLO|HELO)/.test(line) ? '250 mail.invalid\r\n' : '221 bye\r\n'));
}));
const [site, post, nobody] = [`http://127.0.0.1:${web.address().port}`, `smtp://127.0.0.1:${mail.address().port}`, `127.0.0.1:${await freePort()}`];
const socket = join(temporaryFolder('api-doctor-clamd'), 'clamd.ctl');
await new Promise((done) => net.createServer((line) => line.once('data', () => line.end('PONG\0'))).listen(socket, done));
const around = ['--registry', site, '--authority', site, '--smtp', post, '--sms-gateway', site, '--virus-scanner', `unix:${socket}`];

// not spawnSync: the peers live in this process
const runOf = (program, ...args) => new Promise((done) => {
  const child = spawn(program, ['admin', 'doctor', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (part) => { out += part; });
  child.on('exit', (code) => done({ code, out }));
});
const run = (...args) => runOf(binary, ...args);
async function ask(dir, ...more) {
  const { code, out } = await run('--json', '--data', dir, ...(more.length ? more : around));
  const value = JSON.parse(out);
  assert.equal(code, value.ok ? 0 : 1);
  for (const each of value.checks) assert.ok(each.message.vi && each.message.en, each.name);
  return Object.fromEntries(value.checks.map((each) => [each.name, each]));
}
// A container may refuse the decoder a layer, which is a warning: unit.sandbox looks at the layers.
const not = (state, found) => Object.values(found).filter((each) => each.state === state && !(state === 'warning' && each.name === 'decoder')).map((each) => each.name);

for (let i = 0; i < 100 && !readdirSync(join(server.dir, 'checkpoints')).some((name) => name.endsWith('.checkpoint')); i++) await sleep(50);
const stopped = temporaryFolder('api-doctor-stopped');
process.setMaxListeners(40);  // each folder of its own is removed at the end
const fresh = () => { const dir = temporaryFolder('api-doctor-copy'); cpSync(stopped, dir, { recursive: true }); return dir; };

await checks('api.doctor', {
  async an_installation_that_is_well_while_it_serves() {
    const found = await ask(server.dir);
    assert.deepEqual(Object.keys(found), ['folder', 'key', 'rotation', 'store', 'schema', 'audit', 'checkpoints', 'clock', 'space', 'registry', 'authority', 'smtp', 'sms', 'scanner', 'models', 'decoder']);
    assert.deepEqual(not('wrong', found), []);
    assert.deepEqual(not('warning', found), []);
  },
  async as_text_in_both_languages() {
    const vi = await run('--data', server.dir, ...around), en = await run('--language', 'en', '--data', server.dir, ...around);
    assert.equal(vi.code, 0);
    assert.match(vi.out, /^ok +key +Tệp khóa có mặt/m);
    assert.match(en.out, /^ok +key +The key file is there/m);
    assert.equal(vi.out.trim().split('\n').length, 16);
  },
  async a_program_without_its_decoder() {
    const alone = join(fresh(), 'motcua');
    copyFileSync(binary, alone);
    const { code, out } = await runOf(alone, '--language', 'en', '--data', server.dir, ...around);
    assert.equal(code, 1);
    assert.match(out, /^wrong +decoder +.*Install it again/m);
  },
  async ready_is_more_than_alive() {
    const ready = expect(await server.client().get('/readyz'), 200);
    assert.deepEqual(ready, { status: 'ready', store: 'ok', key: 'ok', front: 'ok' });
    const holder = spawn('python3', ['-c', `import sqlite3,sys\nc=sqlite3.connect(${JSON.stringify(join(server.dir, 'motcua.db'))},isolation_level=None)\nc.execute("BEGIN IMMEDIATE")\nprint("held",flush=True)\nsys.stdin.read()`], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((done) => holder.stdout.once('data', done));
    const [live, not_ready] = await Promise.all([server.client().get('/healthz'), server.client().get('/readyz')]);
    holder.stdin.end();
    await new Promise((done) => holder.once('exit', done));
    assert.equal(live.status, 200);
    assert.equal(not_ready.status, 503);
    assert.deepEqual(not_ready.value, { status: 'not ready', store: 'not writable', key: 'ok', front: 'ok' });
    assert.equal((await server.client().get('/readyz')).status, 200);
    assert.equal((await server.kill('SIGTERM')).code, 0);
    cpSync(server.dir, stopped, { recursive: true });
  },
  async each_fault_is_found_and_nothing_else_is_blamed() {
    const faults = {
      folder: (dir) => chmodSync(dir, 0o755),
      key: (dir) => writeFileSync(join(dir, 'kek.key'), Buffer.alloc(32, 7)),
      audit: (dir) => {
        const file = join(dir, 'motcua.db'), bytes = readFileSync(file), at = bytes.indexOf('otp.sent');
        assert.ok(at > 0);
        bytes[at] ^= 1;
        writeFileSync(file, bytes);
      },
      checkpoints: (dir) => { const name = readdirSync(join(dir, 'checkpoints')).find((each) => each.endsWith('.checkpoint')); writeFileSync(join(dir, 'checkpoints', name), 'x'); },
    };
    for (const [name, harm] of Object.entries(faults)) {
      const dir = fresh();
      chmodSync(dir, 0o700);
      assert.deepEqual(not('wrong', await ask(dir)), [], `${name}: well before`);
      harm(dir);
      assert.deepEqual(not('wrong', await ask(dir)), [name]);
    }
    const dir = fresh();
    rmSync(join(dir, 'kek.key'));
    assert.match((await ask(dir)).key.message.en, /not there\. Put it back/);
    rmSync(join(dir, 'checkpoints'), { recursive: true });
    assert.equal((await ask(dir)).checkpoints.state, 'warning');
  },
  async a_key_past_its_life_or_left_beside_another_is_said() {
    const dir = fresh();
    assert.equal((await ask(dir, ...around, '--key-life', '1')).rotation.state, 'ok');
    const aged = spawn('python3', ['-c', `import sqlite3\nc=sqlite3.connect(${JSON.stringify(join(dir, 'motcua.db'))})\nc.execute("UPDATE key_encryption_keys SET made_at=made_at-400*86400000")\nc.commit()`], { stdio: 'inherit' });
    assert.equal(await new Promise((done) => aged.once('exit', done)), 0);
    const old = await ask(dir);
    assert.deepEqual(not('warning', old), ['rotation']);
    assert.match(old.rotation.message.en, /400 days old, more than 365/);
    assert.equal((await ask(dir, ...around, '--key-life', '500')).rotation.state, 'ok');
    assert.equal((await run('--data', dir, '--key-life', 'x')).code, 2);
    writeFileSync(join(dir, 'kek.key'), Buffer.concat([readFileSync(join(dir, 'kek.key')), Buffer.alloc(32, 7)]));
    assert.match((await ask(dir)).rotation.message.en, /unfinished/);
  },
  async a_clock_behind_the_last_entry_is_wrong() {
    const dir = fresh();
    const far = spawn('python3', ['-c', `import sqlite3\nc=sqlite3.connect(${JSON.stringify(join(dir, 'motcua.db'))})\nc.execute("DROP TRIGGER audit_no_update")\nc.execute("UPDATE audit SET at=at+86400000 WHERE seq=(SELECT max(seq) FROM audit)")\nc.commit()`], { stdio: 'inherit' });
    assert.equal(await new Promise((done) => far.once('exit', done)), 0);
    const found = await ask(dir);
    assert.equal(found.clock.state, 'wrong');
    assert.match(found.clock.message.en, /8\d{4} seconds behind/);
  },
  async a_damaged_store_or_none_is_said_and_nothing_is_made() {
    const dir = fresh(), file = join(dir, 'motcua.db'), bytes = readFileSync(file);
    bytes.fill(0x78, 3 * 4096, 4 * 4096);
    writeFileSync(file, bytes);
    assert.equal((await ask(dir)).store.state, 'wrong');
    const empty = join(temporaryFolder('api-doctor-empty'), 'nowhere');
    assert.deepEqual(not('wrong', await ask(empty)), ['folder']);
    assert.throws(() => statSync(empty));
    mkdirSync(empty, { mode: 0o700 });
    assert.deepEqual(not('wrong', await ask(empty)), ['store']);
    assert.deepEqual(readdirSync(empty), []);
  },
  async peers_that_do_not_answer_and_what_is_not_configured() {
    const dir = fresh();
    const gone = await ask(dir, '--registry', `http://${nobody}`, '--authority', `http://${nobody}`, '--smtp', `smtp://user:secret@${nobody}`, '--sms-gateway', `http://${nobody}`);
    assert.deepEqual(not('wrong', gone), ['registry', 'authority', 'smtp', 'sms']);
    assert.ok(!JSON.stringify(gone).includes('secret'));
    assert.deepEqual(not('warning', await ask(dir, '--language', 'en')), ['registry', 'authority', 'smtp', 'sms', 'scanner']);
    assert.deepEqual(not('wrong', await ask(dir, '--share', dir)), ['models']);
  },
});
