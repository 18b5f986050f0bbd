// Pictures from outside: decoded in processes that can do nothing else. What is damaged, hangs, dies or hides something costs
// its sender one answer, and the server nothing.
import { execFileSync, spawn } from 'node:child_process';
import { openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, healthTime, memory, serve } from './lib.mjs';
import { Client, Process, binary, freePort, root, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { bomb, chunk, png, withChunks } from './png.mjs';
import { phone } from '../lib/people.mjs';

const server = await serve('pictures', ['--rate-scale', '100']);
const client = server.client();
await client.signIn(phone(1));
const jpeg = readFileSync(join(root, 'tests', 'parity', 'portrait', 'good.jpg'));
const stripes = png(320, 400, (x, y) => [x & 255, y & 255, (x * y) & 255]);
const send = (bytes, type = 'image/png', to = 'portraits') => client.post(`/api/v1/${to}`, bytes, { 'content-type': type });

const status = (pid) => readFileSync(`/proc/${pid}/status`, 'utf8');
/** When the process began, in ticks since the machine did (proc(5), field 22): its number says nothing once numbers began anew. */
const birth = (pid) => { try { return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19]); } catch { return Infinity; } };
/** The decoding processes that wait (or work), the oldest first. */
const decoders = (of = server) => readdirSync(`/proc/${of.child.pid}/task`).flatMap((task) => readFileSync(`/proc/${of.child.pid}/task/${task}/children`, 'utf8').split(' ')).filter(Boolean).map(Number).sort((a, b) => birth(a) - birth(b) || a - b);
/** Those, once they have locked themselves up: they wait for a picture then. */
async function waiting(of = server) {
  for (let i = 0; i < 200; i++) {
    const all = decoders(of);
    if (all.length === 2 && all.every((pid) => /NoNewPrivs:\s+1/.test(status(pid)) && /State:\s+S/.test(status(pid)))) { await sleep(50); return all; }
    await sleep(25);
  }
  throw new Error(`not two decoders that wait, but ${decoders(of)}`);
}
const signal = (name, pids) => pids.forEach((pid) => process.kill(pid, name));
const figure = async (name, of = server) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(String((await of.client().get('/metrics')).value))[1]);
const audited = () => execFileSync('python3', ['-c', 'import sqlite3, sys; [print(*row, sep="|") for row in sqlite3.connect(sys.argv[1], timeout=10).execute("SELECT actor, detail FROM audit WHERE action=\'picture.unopened\' ORDER BY seq")]', join(server.dir, 'motcua.db')], { encoding: 'utf8' }).trim().split('\n');

/** A JPEG's segments before the picture itself, by marker. */
function segments(bytes) {
  const out = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) out.push(bytes[at + 1].toString(16));
  return out;
}
const segment = (marker, text) => { const body = Buffer.from(text, 'latin1'); const head = Buffer.from([0xff, marker, 0, 0]); head.writeUInt16BE(body.length + 2, 2); return Buffer.concat([head, body]); };
function random(seed) { let state = seed >>> 0; return (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 4294967296 * below); }; }
/** The file with some bytes changed, taken out or cut off, never its first eight. */
function damaged(whole, seed) {
  const next = random(seed);
  const out = Buffer.from(whole);
  const reach = next(2) ? out.length : Math.min(out.length, 700);  // half of them in the headers
  for (let n = 1 + next(40); n > 0; n--) out[8 + next(reach - 8)] = next(256);
  if (next(3) === 0) return out.subarray(0, 8 + next(out.length - 8));
  return next(4) === 0 ? Buffer.concat([out.subarray(0, 200), out.subarray(200 + next(300))]) : out;
}

await checks('api.pictures', {
  async a_decoder_waits_with_no_privilege_no_file_and_no_secret() {
    for (const pid of await waiting()) {
      assert.match(status(pid), /NoNewPrivs:\s+1/);
      assert.match(status(pid), /CapEff:\s+0{16}/);
      assert.match(status(pid), /Threads:\s+1$/m);
      try { assert.deepEqual(readdirSync(`/proc/${pid}/fd`), ['0', '1', '2']); } catch (error) { if (error.code !== 'EACCES') throw error; }
      try { assert.equal(readFileSync(`/proc/${pid}/environ`, 'utf8'), ''); } catch (error) { if (error.code !== 'EACCES') throw error; }
    }
    assert.match(server.log(), /"event":"decoder\.(confined|weakly_confined)"/);
    assert.equal(await figure('motcua_decoder_confined'), server.log().includes('"decoder.confined"') ? 1 : 0);
  },
  async each_picture_has_a_process_of_its_own() {
    const before = await waiting();
    const started = await figure('motcua_decoder_started_total');
    for (let i = 0; i < 4; i++) expect(await send(stripes), 201);
    assert.equal(await figure('motcua_decoder_started_total'), started + 4);
    const after = await waiting();
    assert.ok(after.some((pid) => !before.includes(pid)), `${before} then ${after}`);
  },
  async what_a_picture_carries_beside_its_pixels_is_not_kept() {
    const canary = 'CANARY-21.0285N-105.8542E';
    const camera = Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, `Exif\0\0II*\0\x08\0\0\0\0\0${canary}`), segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${canary}</x>`), segment(0xe2, `ICC_PROFILE\0\x01\x01${canary}`), segment(0xed, `Photoshop 3.0\0${canary}`), segment(0xfe, canary), jpeg.subarray(2), Buffer.from(canary)]);
    const screen = Buffer.concat([withChunks(stripes, [chunk('tEXt', Buffer.from(`Author\0${canary}`)), chunk('iTXt', Buffer.from(`Place\0\0\0\0\0${canary}`)), chunk('eXIf', Buffer.from(`II*\0${canary}`)), chunk('tIME', Buffer.from([7, 234, 11, 28, 12, 0, 0]))]), Buffer.from(canary)]);
    for (const [bytes, type] of [[camera, 'image/jpeg'], [screen, 'image/png']]) {
      assert.ok(bytes.includes(canary));
      for (const [to, id] of [['portraits', 'portraitId'], ['attachments', 'attachmentId']]) {
        const kept = (await client.get(`/api/v1/${to}/${expect(await send(bytes, type, to), 201)[id]}`)).value;
        assert.ok(!kept.includes('CANARY') && !kept.includes('Exif') && !kept.includes('ICC_PROFILE'), `${type} in ${to}`);
        assert.deepEqual([...new Set(segments(kept))].filter((m) => /^e|^fe/.test(m)), ['e0'], 'JFIF is all that stands before the picture');
      }
    }
  },
  async damaged_pictures_are_refused_and_leave_nothing_behind() {
    const codes = new Map();
    for (let i = 0; i < 10; i++) await send(damaged(jpeg, 1000 + i), 'image/jpeg');
    const before = memory(server);
    for (let seed = 0; seed < 100; seed++) {
      const bytes = seed % 2 ? damaged(jpeg, seed) : damaged(stripes, seed);
      const answer = await send(bytes, seed % 2 ? 'image/jpeg' : 'image/png');
      assert.ok(answer.status === 422 || answer.status === 201, `seed ${seed}: ${answer.status} ${JSON.stringify(answer.value).slice(0, 200)}`);
      const code = answer.status === 201 ? 'harmless' : answer.value.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    console.log(`     ${[...codes].map(([code, n]) => `${code} ${n}`).join(', ')}; ${(memory(server) - before).toFixed(1)} MiB more`);
    for (const code of codes.keys()) assert.ok(['harmless', 'picture.damaged', 'picture.too_many_pixels', 'picture.colour'].includes(code), code);
    assert.ok(codes.get('picture.damaged') >= 60, 'most are damaged');
    assert.ok(memory(server) - before < 32, `${memory(server) - before} MiB more`);
    assert.equal((await waiting()).length, 2, 'no process is left over');
    expect(await send(stripes), 201);
  },
  async a_picture_of_24_megapixels_is_taken_and_one_more_row_is_not() {
    const before = memory(server);
    expect(await send(png(6000, 4000, undefined, 4000, 'flat'), 'image/png', 'attachments'), 201);
    assert.ok(memory(server) - before < 48, `${memory(server) - before} MiB more: its pixels stayed outside`);
    const pictures = await figure('motcua_decoder_pictures_total');
    expect(await send(bomb(6000, 4001), 'image/png', 'attachments'), 422, 'picture.too_many_pixels');
    assert.equal(await figure('motcua_decoder_pictures_total'), pictures, 'no decoder saw it');
  },
  async a_decoder_that_was_killed_while_it_waited_is_replaced_unnoticed() {
    signal('SIGKILL', await waiting());
    await sleep(500);  // until they are gone
    expect(await send(stripes), 201);
    expect(await send(stripes), 201);
    await waiting();
  },
  async a_decoder_that_dies_over_a_picture_costs_that_picture() {
    const held = (await waiting()).slice(-1);  // the newest one is taken first
    signal('SIGSTOP', held);
    const answer = send(stripes);
    await sleep(600);
    signal('SIGKILL', held);
    const problem = expect(await answer, 422, 'picture.unopened');
    assert.equal(problem.detail ?? '', '');
    assert.match(audited().at(-1), /^applicant:[0-9a-f]+\|\{"bytes":\d+,"end":"signal 9","format":"image\/png"/);
    assert.equal(await figure('motcua_decoder_lost_total'), 1);
    expect(await send(stripes), 201);
  },
  async a_decoder_that_hangs_is_stopped_at_its_deadline_and_holds_up_nobody() {
    const held = (await waiting()).slice(-1);  // the newest one is taken first
    signal('SIGSTOP', held);
    const began = performance.now();
    const hung = send(stripes);
    await sleep(300);
    expect(await client.post('/api/v1/attachments', stripes, { 'content-type': 'image/png' }), 201);  // another one's turn
    const took = await healthTime(server);
    expect(await hung, 422, 'picture.unopened');
    const waited = performance.now() - began;
    assert.ok(waited > 14000 && waited < 30000, `${waited} ms`);
    assert.ok(took < 1000, `health took ${took} ms meanwhile`);
    assert.match(audited().at(-1), /"end":"late"/);
    assert.equal(await figure('motcua_decoder_late_total'), 1);
    expect(await send(stripes), 201);
  },
  async a_crowd_of_pictures_is_served_or_told_to_come_back_and_the_server_answers() {
    const large = png(4000, 3000, undefined, 3000, 'flat');
    const before = memory(server);
    const all = Array.from({ length: 30 }, () => send(large, 'image/png'));
    const times = [];
    for (let i = 0; i < 10; i++) { times.push(await healthTime(server)); await sleep(100); }
    const answers = await Promise.all(all);
    const count = (wanted) => answers.filter((answer) => answer.status === wanted).length;
    console.log(`     ${count(201)} taken, ${count(503)} told to come back, ${(memory(server) - before).toFixed(1)} MiB more, health ${Math.max(...times).toFixed(0)} ms at most`);
    assert.equal(count(201) + count(503), 30);
    assert.ok(count(201) >= 2, `${count(201)} taken`);
    for (const answer of answers.filter((each) => each.status === 503)) { expect(answer, 503, 'request.busy'); assert.ok(answer.headers.get('retry-after')); }
    assert.ok(memory(server) - before < 160, `${memory(server) - before} MiB more`);
    expect(await send(stripes), 201);
  },
  async where_the_system_refuses_the_sandbox_the_server_says_so_and_goes_on() {
    const dir = temporaryFolder('api-refused');
    const weak = new Process('serve', await freePort(), ['--demo'], dir);
    const log = openSync(join(dir, 'serve.log'), 'a');
    weak.child = spawn(process.env.MOTCUA_PROBE, ['refused', binary, 'serve', '--data', dir, '--port', String(weak.port), '--demo'], { stdio: ['ignore', log, log] });
    const stop = () => weak.child.kill('SIGKILL');
    process.on('exit', stop);
    await weak.ready();
    weak.client = () => new Client(weak.url);
    assert.match(weak.log(), /"level":"warning","event":"decoder\.weakly_confined","layers":"limits privileges","advice":"[^"]+"/);
    assert.equal(await figure('motcua_decoder_confined', weak), 0);
    const visitor = weak.client();
    await visitor.signIn(phone(2));
    expect(await visitor.post('/api/v1/portraits', stripes, { 'content-type': 'image/png' }), 201);
    stop();
  },
  async decoders_end_with_their_server() {
    const all = await waiting();
    await server.kill('SIGKILL');
    const gone = (pid) => { try { return /State:\s+Z/.test(status(pid)); } catch { return true; } };
    for (let i = 0; i < 100 && !all.every(gone); i++) await sleep(50);
    assert.ok(all.every(gone), `${all}: one still runs`);
  },
});
