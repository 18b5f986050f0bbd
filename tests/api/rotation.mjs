// Rotation of the key-encryption key by the programs: while requests run and without a server, cut short by kill -9 at random
// moments and ended by the next run; lost, wrong and half keys refuse to start; nobody else may give the server commands.
import { chmodSync, cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import net from 'node:net';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { binary, command, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const server = await serve('rotation', ['--rate-scale', '100000']);
const keyFile = (dir = server.dir) => join(dir, 'kek.key');
const run = (...args) => new Promise((done) => {
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '', err = '';
  child.stdout.on('data', (part) => { out += part; });
  child.stderr.on('data', (part) => { err += part; });
  child.on('exit', (code) => done({ code, out, err }));
});
const rotate = (dir = server.dir) => run('admin', 'keys', 'rotate', '--json', '--data', dir);
const list = (dir = server.dir) => { const said = command('admin', 'keys', 'list', '--json', '--data', dir); assert.equal(said.code, 0, said.err); return JSON.parse(said.out); };
const inUse = (dir) => list(dir).keks.filter((each) => each.state !== 'retired');
const everywhere = (dir) => readdirSync(dir, { recursive: true }).map((name) => join(dir, name)).filter((path) => statSync(path).isFile());
const lies = (dir, bytes) => everywhere(dir).filter((path) => readFileSync(path).includes(bytes));
const ask = (dir, line) => new Promise((done) => {
  const socket = net.connect(join(dir, 'control.sock'));
  let text = '';
  socket.on('data', (part) => { text += part; });
  socket.on('close', () => done(text));
  socket.on('error', (error) => done(`error ${error.code}`));
  if (line !== null) socket.write(line);
});

/** Whatever a killed run left: one key or two, every data key under one of them. */
function check(total) {
  const size = statSync(keyFile()).size;
  assert.ok(size === 32 || size === 64, `${size} bytes of keys`);
  assert.equal(inUse(server.dir).reduce((sum, each) => sum + each.dataKeys, 0), total);
}
async function finish() {
  for (let i = 0; i < 2; i++) {  // what was cut short, and perhaps what had not begun
    const done = await rotate();
    assert.equal(done.code, 0, done.err);
    assert.equal(statSync(keyFile()).size, 32);
    assert.equal(inUse(server.dir).length, 1);
    if (!JSON.parse(done.out).continued) return;
  }
}

const people = [];
async function work(client, number, stop, kept, from) {
  for (let i = from; !stop.now; i++) {
    const answer = await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [filing(i, { applicant: { phone: number } })] });
    kept.push({ reference: expect(answer, 201).applications[0].reference, client });
  }
}
const readable = async (kept, url) => {
  for (const { reference, client } of kept) {
    const answer = await fetch(`${url}/api/v1/applications/${reference}/slip.pdf`, { headers: { cookie: client.cookie } });
    assert.equal(answer.status, 200, `${reference} does not open any more`);
    await answer.arrayBuffer();
  }
};
const kept = [];

await checks('api.rotation', {
  async rotated_while_serving_under_load_everything_opens_and_the_old_key_is_gone() {
    for (let i = 0; i < 3; i++) { const client = server.client(); await client.signIn(phone(70 + i)); people.push([client, phone(70 + i)]); }
    const stop = { now: false };
    const running = people.map(([client, number], i) => work(client, number, stop, kept, 1 + 1000 * i));
    while (kept.length < 20) await sleep(20);
    const keys = [readFileSync(keyFile())];
    for (let round = 0; round < 3; round++) {
      const before = kept.length, done = await rotate();
      assert.equal(done.code, 0, done.err);
      const said = JSON.parse(done.out);
      assert.ok(said.dataKeys > 20 && !said.continued && said.leftIn === '', done.out);
      keys.push(readFileSync(keyFile()));
      while (kept.length < before + 5) await sleep(20);
    }
    stop.now = true;
    await Promise.all(running);
    assert.equal(new Set(keys.map(String)).size, 4);
    assert.equal(statSync(keyFile()).mode & 0o777, 0o600);
    for (const key of keys) assert.deepEqual(lies(server.dir, key), key === keys[3] ? [keyFile()] : []);
    await readable(kept, server.url);
    const { keks } = list();
    assert.deepEqual(keks.map((each) => each.state), ['retired', 'retired', 'retired', 'active']);
    assert.deepEqual(keks.slice(0, 3).map((each) => each.dataKeys), [0, 0, 0]);
    assert.equal(command('admin', 'audit', 'verify', '--data', server.dir).code, 0);
    assert.match(server.log(), /"event":"keys.rotated"/);
    console.log(`     ${kept.length} applications, 3 rotations meanwhile`);
  },
  async every_secret_file_of_a_server_is_in_the_inventory() {
    const { kinds } = list(), places = kinds.map((each) => each.place).join(' ');
    const secret = everywhere(server.dir).filter((path) => /\.(key|token)$/.test(path)).map((path) => path.slice(server.dir.length + 1));
    assert.ok(secret.length >= 3, secret.join());
    for (const name of secret) assert.ok(places.split(' ').includes(name), name);
    const text = command('admin', 'keys', 'list', '--language', 'en', '--data', server.dir).out;
    for (const { name, algorithm } of kinds) assert.ok(text.includes(name) && text.includes(algorithm), name);
    assert.equal(command('admin', 'keys', '--data', server.dir).code, 2);
    const figures = await (await fetch(`${server.url}/metrics`)).text();
    assert.match(figures, /^motcua_keys_in_use 1$/m);
    assert.ok(Number(/^motcua_key_age_seconds (\d+)$/m.exec(figures)[1]) < 600);
  },
  async after_a_restart_everything_opens_by_the_new_key_alone() {
    await server.kill('SIGKILL');
    await server.start();
    await readable(kept, server.url);
  },
  async nothing_but_a_short_known_line_is_obeyed() {
    assert.equal(statSync(join(server.dir, 'control.sock')).mode & 0o777, 0o600);
    const refused = (text) => { const value = JSON.parse(text); assert.equal(value.ok, false); return value.code; };
    for (const line of ['{}\n', 'x\n', '{"command":"keys.destroy"}\n', '{"command":"keys.rotate","command":"x"}\n', '[]\n', `{"command":"${'k'.repeat(3000)}"}\n`]) assert.equal(refused(await ask(server.dir, line)), 'control.request', line);
    assert.match(await ask(server.dir, 'x'.repeat(100_000)), /control\.request|error/);
    const before = readFileSync(keyFile());
    const silent = Array.from({ length: 6 }, () => ask(server.dir, null));  // more than it hears at once
    const began = Date.now();
    await Promise.all(silent);
    assert.ok(Date.now() - began < 20000, 'a silent line is kept for ever');
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.deepEqual(readFileSync(keyFile()), before);
  },
  async another_account_is_refused_even_where_the_file_lets_it_in() {
    if (process.getuid() !== 0) return console.log('     not root: nobody else to ask as');
    const socket = join(server.dir, 'control.sock');
    chmodSync(server.dir, 0o711);
    chmodSync(socket, 0o666);
    const script = `import json, os, socket, sys
os.setgid(65534); os.setuid(65534)
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(b'{"command":"keys.rotate"}\\n')
print(s.makefile().readline())`;
    const before = readFileSync(keyFile());
    const said = spawnSync('python3', ['-c', script, socket], { encoding: 'utf8' });
    chmodSync(socket, 0o600);
    chmodSync(server.dir, 0o700);
    assert.equal(JSON.parse(said.stdout).code, 'control.forbidden', said.stderr);
    assert.deepEqual(readFileSync(keyFile()), before);
  },
  async a_folder_is_served_once_and_rotated_without_a_server_too() {
    const second = command('serve', '--data', server.dir, '--port', String(await freePort()));
    assert.equal(second.code, 1);
    assert.ok(second.err.includes('store.in_use'), second.err);
    assert.equal((await server.kill('SIGTERM')).code, 0);
    assert.ok(!existsSync(join(server.dir, 'control.sock')));
    const before = readFileSync(keyFile()), done = await rotate();
    assert.equal(done.code, 0, done.err);
    assert.notDeepEqual(readFileSync(keyFile()), before);
    assert.deepEqual(lies(server.dir, before), []);
    await server.start();
    await readable(kept.slice(0, 5), server.url);
    await server.kill('SIGTERM');
  },
  async a_lost_a_wrong_an_old_and_an_open_key_refuse_to_start() {
    const dir = temporaryFolder('api-rotation-wrong'), right = readFileSync(keyFile());
    cpSync(server.dir, dir, { recursive: true });
    const old = readFileSync(keyFile());
    assert.equal((await rotate(dir)).code, 0);
    const start = async () => command('serve', '--data', dir, '--port', String(await freePort()));
    for (const [content, code] of [[null, 'keys.missing'], [randomBytes(32), 'keys.wrong'], [old, 'keys.wrong'], [right.subarray(0, 31), 'keys.wrong'], [Buffer.alloc(0), 'keys.wrong']]) {
      rmSync(keyFile(dir));
      if (content) writeFileSync(keyFile(dir), content, { mode: 0o600 });
      for (const said of [await start(), await rotate(dir)]) {
        assert.equal(said.code, 1);
        assert.ok(said.err.includes(code), said.err);
      }
      if (!content) writeFileSync(keyFile(dir), '');
    }
    chmodSync(keyFile(dir), 0o644);
    assert.ok((await start()).err.includes('keys.exposed'));
  },
  async the_key_may_lie_in_another_folder() {
    const dir = temporaryFolder('api-rotation-elsewhere'), elsewhere = join(temporaryFolder('api-rotation-key'), 'office.kek');
    cpSync(server.dir, dir, { recursive: true });
    renameSync(keyFile(dir), elsewhere);
    const before = readFileSync(elsewhere), env = { ...process.env, MOTCUA_KEK_FILE: elsewhere };
    const said = spawnSync(binary, ['admin', 'keys', 'rotate', '--data', dir], { env, encoding: 'utf8' });
    assert.equal(said.status, 0, said.stderr);
    assert.match(said.stdout, /^rotated: [0-9a-f]{16} -> [0-9a-f]{16}, \d+ data keys\nBack-ups made before now/);
    assert.equal(readFileSync(elsewhere).length, 32);
    assert.notDeepEqual(readFileSync(elsewhere), before);
    assert.ok(!existsSync(keyFile(dir)));
    assert.ok((await rotate(dir)).err.includes('keys.missing'));
    const gone = spawnSync(binary, ['admin', 'keys', 'rotate', '--data', dir], { env: { ...env, MOTCUA_KEK_FILE: `${elsewhere}.not` }, encoding: 'utf8' });
    assert.ok(gone.stderr.includes('keys.missing') && gone.stderr.includes('office.kek.not'), gone.stderr);
  },
  async killed_at_random_moments_the_next_run_ends_it_and_nothing_is_lost() {
    await server.start();
    for (let at = 0; at < 3000; at += 100) await Promise.all(Array.from({ length: 100 }, async (_, i) => expect(await server.client().post('/api/v1/otp', { phone: phone(1000 + at + i), language: 'vi' }), 202)));
    assert.equal((await server.kill('SIGTERM')).code, 0);
    const total = inUse(server.dir)[0].dataKeys;
    assert.ok(total > 3000, `only ${total} data keys`);
    let cut = 0, halves = 0;
    for (let round = 0; round < 24; round++) {
      const child = spawn(binary, ['admin', 'keys', 'rotate', '--data', server.dir], { stdio: 'ignore' });
      const gone = new Promise((done) => child.once('exit', (code) => done(code)));
      await sleep(10 + Math.random() * 110);
      child.kill('SIGKILL');
      cut += (await gone) === null ? 1 : 0;
      check(total);
      halves += inUse(server.dir).length === 2 ? 1 : 0;
      if (round % 3 === 2) await finish();
    }
    await finish();
    console.log(`     ${cut} of 24 runs killed, ${halves} in the midst of ${total} data keys`);
    assert.ok(cut > 0);
  },
  async of_two_rotations_at_once_the_second_is_refused() {
    await server.start();
    const said = (await Promise.all([1, 2].map(() => ask(server.dir, '{"command":"keys.rotate","arguments":{}}\n')))).map((line) => JSON.parse(line));
    assert.deepEqual(said.map((each) => each.ok).sort(), [false, true]);
    assert.equal(said.find((each) => !each.ok).code, 'keys.rotating');
    assert.equal(statSync(keyFile()).size, 32);
    assert.equal(inUse(server.dir).length, 1);
    assert.match(server.log(), /"event":"keys.not_rotated","code":"keys.rotating"/);
    assert.equal((await server.kill('SIGTERM')).code, 0);
  },
  async a_server_killed_in_its_rotation_starts_and_ends_it() {
    let halves = 0;
    for (let round = 0; round < 8; round++) {
      await server.start();
      const asked = rotate();
      await sleep(10 + Math.random() * 60);
      await server.kill('SIGKILL');
      await asked;
      halves += inUse(server.dir).length === 2 ? 1 : 0;
      await server.start();
      await readable(kept.slice(-5), server.url);
      await finish();
      await server.kill('SIGTERM');
    }
    await server.start();
    await readable(kept, server.url);
    assert.equal((await server.kill('SIGTERM')).code, 0);
    assert.equal(command('admin', 'audit', 'verify', '--data', server.dir).code, 0);
    assert.deepEqual(everywhere(server.dir).filter((path) => path.endsWith('.new')), []);
    console.log(`     ${halves} of 8 servers died in the midst`);
  },
});
