// The virus scanner in front of every upload: a clamd of our own that behaves well and badly, and Debian's where it is there.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { assert, checks, expect } from './lib.mjs';
import { png } from './png.mjs';
import { Client, Process, binary, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
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
const rows = (text, ...values) => JSON.parse(execFileSync('python3', ['-c', 'import sqlite3,sys,json\nc=sqlite3.connect("file:"+sys.argv[1]+"/motcua.db?mode=ro",uri=True)\nprint(json.dumps(c.execute(sys.argv[2],sys.argv[3:]).fetchall()))', dir, text, ...values], { encoding: 'utf8' }));
const kept = () => rows('SELECT (SELECT count(*) FROM attachments) + (SELECT count(*) FROM portraits)')[0][0];
const doctor = (...args) => new Promise((done) => {
  const child = spawn(binary, ['admin', 'doctor', '--json', '--data', dir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (part) => { out += part; });
  child.on('exit', () => done(JSON.parse(out).checks.find((each) => each.name === 'scanner')));
});

await checks('api.scanner', {
  async a_clean_picture_passes_whole_and_is_kept() {
    expect(await send(picture), 201);
    assert.deepEqual(clamd.seen.at(-1), picture);
    const large = png(400, 300, () => randomBytes(3));  // more than one chunk
    assert.ok(large.length > 200_000);
    expect(await send(large), 201);
    assert.deepEqual(clamd.seen.at(-1), large);
    assert.equal(kept(), 2);
  },
  async what_the_scanner_finds_is_refused_audited_and_not_kept() {
    const before = kept();
    for (const path of ['/api/v1/attachments', '/api/v1/portraits']) {
      const refusal = expect(await send(infected, path), 422, 'upload.infected');
      assert.ok(!JSON.stringify(refusal).includes('Motcua-Test'), 'what was found is not the sender\'s to know');
    }
    assert.equal(kept(), before);
    const notes = rows("SELECT actor, subject, detail FROM audit WHERE action='upload.infected' ORDER BY seq");
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
    const before = kept();
    for (const manner of ['cut', 'noise', 'flood', 'limit']) {
      clamd.manner = manner;
      const answer = await send(picture);
      expect(answer, 503, 'scanner.unavailable');
      assert.ok(Number(answer.headers.get('retry-after')) >= 1);
    }
    clamd.manner = 'well';
    assert.equal(kept(), before);
    assert.equal((await doctor('--virus-scanner', `unix:${ctl}`)).state, 'ok');
  },
  async a_scanner_that_hangs_costs_its_deadline_and_nobody_else_waits() {
    clamd.manner = 'silent';
    const began = Date.now(), waiting = send(picture);
    for (let i = 0; i < 5; i++) { const at = performance.now(); assert.ok((await fetch(`${server.url}/healthz`)).ok); assert.ok(performance.now() - at < 2000); await sleep(100); }
    expect(await waiting, 503, 'scanner.unavailable');
    const took = Date.now() - began;
    assert.ok(took >= 14_000 && took < 25_000, `${took} ms`);
    clamd.manner = 'well';
  },
  async without_the_scanner_nothing_is_taken_and_afterwards_the_same_upload_is() {
    await closeClamd();
    const before = kept();
    expect(await send(picture), 503, 'scanner.unavailable');
    assert.equal(kept(), before);
    const finding = await doctor('--virus-scanner', `unix:${ctl}`);
    assert.equal(finding.state, 'wrong');
    assert.match(finding.message.en, /virus scanner cannot be reached|could not be checked/);
    await openClamd();
    expect(await send(picture), 201);
    assert.equal(kept(), before + 1);
  },
  async none_is_configured_by_default_and_the_doctor_says_so() {
    const finding = await doctor();
    assert.equal(finding.state, 'warning');
    assert.match(finding.message.en, /not scanned/);
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
      assert.equal((await doctor('--virus-scanner', `unix:${real}`)).state, 'ok');
      expect(await send(picture), 201);
      expect(await send(infected), 422, 'upload.infected');
      assert.match(rows("SELECT detail FROM audit WHERE action='upload.infected' ORDER BY seq DESC LIMIT 1")[0][0], /Motcua-Test/);
    } finally {
      child.kill('SIGKILL');
    }
  },
});
