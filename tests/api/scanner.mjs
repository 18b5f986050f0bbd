// The virus scanner in front of every upload: a clamd of our own that behaves well and badly, and Debian's where it is there.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { assert, checks, doctor, expect } from './lib.mjs';
import { png } from './png.mjs';
import { Store } from './store.mjs';
import { Client, Process, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const dir = temporaryFolder('api-scanner'), ctl = join(dir, 'clamd.ctl');
const marker = 'MOTCUA-STANDARD-ANTIVIRUS-TEST-FILE';
const picture = png(64, 80), infected = Buffer.concat([picture, Buffer.from(marker)]);

/** clamd as its manual has it: zINSTREAM, chunks with their length in front, a zero length, an answer that ends in NUL. */
const clamd = { seen: [], manner: 'well' };
function serveClamd(socket) {
  let bytes = Buffer.alloc(0), stream = null;
  socket.on('error', () => {});
  const end = () => { const whole = Buffer.concat(stream); clamd.seen.push(whole); socket.end(whole.includes(marker) ? 'stream: Motcua-Test.UNOFFICIAL FOUND\0' : 'stream: OK\0'); };
  socket.on('data', (part) => {
    if (clamd.manner === 'silent') return;
    if (clamd.manner === 'cut') return socket.destroy();
    if (clamd.manner === 'noise') return void socket.end('stream: OK, perhaps\0');
    if (clamd.manner === 'flood') return void socket.write(Buffer.alloc(65536, 65));
    if (clamd.manner === 'limit') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
    bytes = Buffer.concat([bytes, part]);
    if (bytes.indexOf('zPING\0') === 0) return void socket.end('PONG\0');
    if (!stream) { assert.equal(bytes.indexOf('zINSTREAM\0'), 0); stream = []; bytes = bytes.subarray(10); }
    while (bytes.length >= 4) {
      const size = bytes.readUInt32BE(0);
      if (size === 0) return end();
      if (bytes.length < 4 + size) return;
      stream.push(bytes.subarray(4, 4 + size));
      bytes = bytes.subarray(4 + size);
    }
  });
}
let listener;
const openClamd = (path = ctl) => new Promise((done) => { listener = net.createServer(serveClamd).listen(path, done); });
const closeClamd = () => new Promise((done) => { listener.close(done); });

await openClamd();
const server = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '100', '--virus-scanner', `unix:${ctl}`], dir).start();
const person = new Client(server.url);
await person.signIn(phone(1));
const send = (bytes, path = '/api/v1/attachments') => person.post(path, bytes, { 'content-type': 'image/png' });
const store = new Store(dir);
const kept = async () => (await store.sql('SELECT (SELECT count(*) FROM attachments) + (SELECT count(*) FROM portraits)'))[0][0];
const finding = (...args) => doctor(dir, 'scanner', ...args);

await checks('api.scanner', {
  async a_clean_picture_passes_whole_and_is_kept() {
    expect(await send(picture), 201);
    assert.deepEqual(clamd.seen.at(-1), picture);
    const large = png(400, 300, () => randomBytes(3));  // more than one chunk
    assert.ok(large.length > 200_000);
    expect(await send(large), 201);
    assert.deepEqual(clamd.seen.at(-1), large);
    assert.equal(await kept(), 2);
  },
  async what_the_scanner_finds_is_refused_audited_and_not_kept() {
    const before = await kept();
    for (const path of ['/api/v1/attachments', '/api/v1/portraits']) {
      const refusal = expect(await send(infected, path), 422, 'upload.infected');
      assert.ok(!JSON.stringify(refusal).includes('Motcua-Test'), 'what was found is not the sender\'s to know');
    }
    assert.equal(await kept(), before);
    const notes = await store.sql("SELECT actor, subject, detail FROM audit WHERE action='upload.infected' ORDER BY seq");
    assert.equal(notes.length, 2);
    assert.match(notes[0][0], /^applicant:/);
    assert.equal(notes[0][1], '/api/v1/attachments');
    assert.deepEqual(JSON.parse(notes[0][2]), { found: 'Motcua-Test.UNOFFICIAL', bytes: infected.length });
  },
  async who_is_not_signed_in_does_not_reach_it() {
    const before = clamd.seen.length;
    expect(await new Client(server.url).post('/api/v1/attachments', picture, { 'content-type': 'image/png' }), 401, 'session.required');
    assert.equal(clamd.seen.length, before);
  },
  async an_answer_that_is_none_refuses_the_upload() {
    const before = await kept();
    for (const manner of ['cut', 'noise', 'flood', 'limit']) {
      clamd.manner = manner;
      const answer = await send(picture);
      expect(answer, 503, 'scanner.unavailable');
      assert.ok(Number(answer.headers.get('retry-after')) >= 1);
    }
    clamd.manner = 'well';
    assert.equal(await kept(), before);
    assert.equal((await finding('--virus-scanner', `unix:${ctl}`)).state, 'ok');
  },
  async a_scanner_that_hangs_costs_its_deadline_and_nobody_else_waits() {
    clamd.manner = 'silent';
    const began = Date.now();
    let ended = 0, slowest = 0;
    const uploads = Array.from({ length: 20 }, async () => { const answer = await send(picture); ended++; return { answer, took: Date.now() - began }; });
    for (let asked = 0; ended < uploads.length; asked++) {
      const path = asked % 2 ? '/healthz' : '/api/v1/config', at = performance.now();
      assert.ok((await fetch(server.url + path)).ok, path);
      slowest = Math.max(slowest, performance.now() - at);
      await sleep(100);
    }
    const answers = await Promise.all(uploads);
    clamd.manner = 'well';
    assert.ok(slowest < 1000, `somebody else waited ${Math.round(slowest)} ms`);
    const scanned = answers.filter(({ answer }) => answer.value.code === 'scanner.unavailable');
    for (const { answer, took } of answers) {
      expect(answer, 503, scanned.some((each) => each.answer === answer) ? 'scanner.unavailable' : 'request.busy');
      assert.ok(took < 25_000, `${took} ms`);
    }
    assert.equal(scanned.length, 2, 'two wait for the scanner, the others are told to come back');
    for (const { took } of scanned) assert.ok(took >= 14_000, `${took} ms`);
  },
  async without_the_scanner_nothing_is_taken_and_afterwards_the_same_upload_is() {
    await closeClamd();
    const before = await kept();
    expect(await send(picture), 503, 'scanner.unavailable');
    assert.equal(await kept(), before);
    const found = await finding('--virus-scanner', `unix:${ctl}`);
    assert.equal(found.state, 'wrong');
    assert.match(found.message.en, /virus scanner cannot be reached|could not be checked/);
    await openClamd();
    expect(await send(picture), 201);
    assert.equal(await kept(), before + 1);
  },
  async none_is_configured_by_default_and_the_doctor_says_so() {
    const found = await finding();
    assert.equal(found.state, 'warning');
    assert.match(found.message.en, /not scanned/);
    const plain = await new Process('serve', await freePort(), ['--demo'], temporaryFolder('api-scanner-none')).start();
    const other = new Client(plain.url);
    await other.signIn(phone(2));
    expect(await other.post('/api/v1/attachments', picture, { 'content-type': 'image/png' }), 201);
    await plain.kill('SIGTERM');
  },
  async debians_clamd_finds_by_a_signature_of_our_own() {
    if (!existsSync('/usr/sbin/clamd')) return console.log('     clamd is not installed: skipped');
    const base = join(dir, 'signatures'), real = join(dir, 'real.ctl');
    mkdirSync(base);
    writeFileSync(join(base, 'motcua.ndb'), `Motcua-Test:0:*:${Buffer.from(marker).toString('hex')}\n`);
    writeFileSync(join(dir, 'clamd.conf'), `LocalSocket ${real}\nDatabaseDirectory ${base}\nForeground yes\nTemporaryDirectory ${dir}\n${process.getuid() === 0 ? 'User root\n' : ''}`);
    const child = spawn('/usr/sbin/clamd', ['-c', join(dir, 'clamd.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      for (let i = 0; i < 600 && !existsSync(real); i++) { assert.equal(child.exitCode, null, 'clamd ended'); await sleep(50); }
      await closeClamd();
      rmSync(ctl, { force: true });
      execFileSync('ln', ['-s', real, ctl]);
      assert.equal((await finding('--virus-scanner', `unix:${real}`)).state, 'ok');
      expect(await send(picture), 201);
      expect(await send(infected), 422, 'upload.infected');
      assert.match((await store.sql("SELECT detail FROM audit WHERE action='upload.infected' ORDER BY seq DESC LIMIT 1"))[0][0], /Motcua-Test/);
    } finally {
      child.kill('SIGKILL');
    }
  },
});
