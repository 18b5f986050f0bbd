// The known holes of Debian's cpp-httplib 0.11.4, each tried against the built server: by CVE number, then those that have
// none. After every try: no second answer, at most 32 MiB more memory, and the health check as quick as that of a server beside it
// that nobody troubles: what else the machine does slows both.
import { execFileSync } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { assert, checks, memory, raw, serve, statuses } from './lib.mjs';
import { Process, binary, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const server = await serve('holes', ['--rate-scale', '1000']);
const client = server.client();
await client.signIn(phone(1));
const quiet = await serve('holes-quiet');
/** ms that one may take longer than a few times the slowest answer of the quiet server in the same seconds. */
const allowance = 150;

const head = (method, path, ...lines) => [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...lines, '', ''].join('\r\n');
const post = (...lines) => head('POST', '/api/v1/portraits', `Cookie: ${client.cookie}`, `X-CSRF: ${client.csrf}`, `Origin: ${server.url}`, ...lines);
const inner = head('GET', '/api/v1/config', 'Connection: close');

// The health checks are asked from a thread of their own: opening thousands of sockets keeps this one busy.
const watcher = new Worker(`
  const { parentPort, workerData: urls } = require('node:worker_threads');
  let worst = urls.map(() => 0);
  parentPort.on('message', () => { parentPort.postMessage(worst); worst = urls.map(() => 0); });
  urls.forEach(async (url, i) => {
    for (;;) {
      const began = performance.now();
      await (await fetch(url + '/healthz')).arrayBuffer();
      worst[i] = Math.max(worst[i], performance.now() - began);
      await new Promise((done) => setTimeout(done, 20));
    }
  });`, { eval: true, workerData: [server.url, quiet.url] });
watcher.unref();
const worst = () => new Promise((done) => { watcher.once('message', done); watcher.postMessage(0); });

/** The health check is quick during the work, and memory is as before after it. */
async function bounded(work) {
  const before = memory(server);
  await worst();
  const value = await work();
  const [took, usual] = await worst();
  assert.ok(took < allowance + 3 * usual, `health took ${took.toFixed(1)} ms, the quiet server's ${usual.toFixed(1)}`);
  assert.ok(memory(server) - before <= 32, `${memory(server) - before} MiB more`);
  return value;
}

/** Sends `parts` one after the other while the server takes them; the statuses that came back. */
async function flood(first, part, times) {
  const socket = net.connect(server.port, '127.0.0.1');
  const got = [];
  let closed = false;
  socket.on('data', (data) => got.push(data));
  socket.on('error', () => { closed = true; });
  socket.on('close', () => { closed = true; });
  socket.write(first);
  for (let i = 0; i < times && !closed; i++) if (!socket.write(part)) await Promise.race([new Promise((done) => socket.once('drain', done)), new Promise((done) => socket.once('close', done)), sleep(1000)]);
  await sleep(300);
  socket.destroy();
  return statuses(Buffer.concat(got).toString('latin1'));
}

/** A row: bytes that must bring one refusal with this status (or silence, where the head is never complete). */
const refused = (text, ...status) => async () => {
  const answer = await bounded(() => raw(server, text, 800));
  const got = statuses(answer);
  assert.ok(got.length === 1 && status.includes(got[0]), `answers: ${got}`);
};
const floods = (first, part, times, ...status) => async () => {
  const got = await bounded(() => flood(first, part, times));
  assert.ok(got.length <= 1 && got.every((each) => status.includes(each)), `answers: ${got}`);
};
const mebibyte = Buffer.alloc(1 << 20, 0x61);

await checks('api.holes', {
  // --- 1.2, by number
  async 'CVE-2023-26130: what a person sends never becomes a header of the answer'() {
    const answer = await raw(server, head('GET', '/vi/%0d%0aX-Injected:%20yes', 'Connection: close'));
    assert.doesNotMatch(answer, /^x-injected/im);
    assert.equal(statuses(answer).length, 1);
  },
  'CVE-2025-46728: a chunked body is refused before it is read': floods(post('Content-Type: image/jpeg', 'Transfer-Encoding: chunked'), Buffer.concat([Buffer.from('100000\r\n'), mebibyte, Buffer.from('\r\n')]), 200, 501),
  'CVE-2025-46728: a body without a length is refused before it is read': floods(post('Content-Type: image/jpeg'), mebibyte, 100, 411),
  'CVE-2025-53628: a line without an end is not collected': floods('GET /', mebibyte, 200, 414),
  'CVE-2025-53628: a header without an end is not collected': floods('GET / HTTP/1.1\r\nHost: a\r\nX-A: ', mebibyte, 200, 431),
  'CVE-2025-52887: 320,000 headers are not collected': refused(`GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(320000)}\r\n`, 431),
  'CVE-2025-53629: trailers are refused with their chunks': refused(post('Transfer-Encoding: chunked', 'Trailer: X-A') + `0\r\n${'X-A: b\r\n'.repeat(100000)}\r\n`, 501),
  'CVE-2026-45352: a chunk of size -2 is refused': floods(post('Content-Type: image/jpeg', 'Transfer-Encoding: chunked') + '-2\r\n', mebibyte, 100, 501),
  async 'CVE-2026-22776: a packed body is refused unpacked'() {
    const packed = gzipSync(Buffer.alloc(64 << 20));
    await refused(Buffer.concat([Buffer.from(post('Content-Type: image/jpeg', 'Content-Encoding: gzip', `Content-Length: ${packed.length}`)), packed]), 501)();
  },
  'CVE-2025-66570: a spoofed REMOTE_ADDR is no header name': refused(head('GET', '/api/v1/config', 'REMOTE_ADDR: 10.9.9.9'), 400),
  async 'CVE-2026-28434: the text of a failure does not leave the house'() {
    for (const path of ['/api/v1/nowhere', '/%ff', '/api/v1/slots?office=%27']) {
      const answer = await raw(server, head('GET', path, 'Connection: close'));
      assert.doesNotMatch(answer, /EXCEPTION_WHAT|what\(\)|sqlite|std::/i);
    }
  },
  async 'CVE-2026-34441: the body of a GET is not the next request'() {
    const answer = await bounded(() => new Promise((done) => {
      const socket = net.connect(server.port, '127.0.0.1');
      let text = '';
      socket.on('data', (part) => { text += part.toString('latin1'); });
      socket.on('error', () => {});
      socket.write(head('GET', '/api/v1/config', `Content-Length: ${inner.length}`));
      setTimeout(() => socket.write(inner), 300);
      setTimeout(() => { socket.destroy(); done(text); }, 1200);
    }));
    assert.deepEqual(statuses(answer), [400]);
  },
  async 'CVE-2026-45372: header values are not percent-decoded'() {
    const answer = await raw(server, head('GET', '/api/v1/config', 'X-A: b%0d%0aCookie: %5f', 'X-Request-Id: a%0d%0aX-Injected: yes', 'Connection: close'));
    assert.deepEqual(statuses(answer), [200]);
    assert.doesNotMatch(answer, /^x-injected/im);
  },
  'CVE-2026-29076: a long filename* of a multipart form is never parsed': refused((() => {
    const body = `--x\r\nContent-Disposition: form-data; name="a"; filename*=UTF-8''${'a'.repeat(8000)}\r\n\r\nb\r\n--x--\r\n`;
    return post('Content-Type: multipart/form-data; boundary=x', `Content-Length: ${body.length}`) + body;
  })(), 415),
  'commit 8824017: a long path meets no regular expression': refused(head('GET', `/${'a/'.repeat(1900)}`, 'Connection: close'), 404),
  async 'CVE-2026-21428: no header of an answer holds a line break'() {
    const answer = await raw(server, head('GET', '/vi/start', 'Accept-Language: vi\u0085en', 'Connection: close'));
    const [top] = answer.split('\r\n\r\n');
    for (const line of top.split('\r\n').slice(1)) assert.match(line, /^[A-Za-z0-9-]+: [^\r\n]*$/);
  },
  'issue 1766: many ranges are refused': refused(head('GET', '/', `Range: bytes=${'0-1,'.repeat(1000)}0-1`), 501),
  'commit 1e97c28: two lengths are refused': refused(post('Content-Length: 4', 'Content-Length: 60') + 'abcd' + inner, 400),
  'commit 6fd97ae: a length beside chunks is refused': refused(post('Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n' + inner, 501),
  'smuggling: line feeds alone end nothing': refused('GET /api/v1/config HTTP/1.1\nHost: a\n\n' + inner, 400),
  'smuggling: a folded header is refused': refused(head('GET', '/api/v1/config', 'X-A: b', ' c: d') + inner, 400),
  'smuggling: a length with a sign is refused': refused(post('Content-Length: +4') + 'abcd' + inner, 400),
  'smuggling: an upgrade is refused': refused(head('GET', '/', 'Connection: Upgrade', 'Upgrade: h2c'), 501),
  // --- 1.2, without a number
  async 'accept() may fail in every way and the service goes on'() {
    const [dir, port] = [temporaryFolder('api-accept'), await freePort()];
    process.env.LD_PRELOAD = join(dirname(binary), 'accept_faults.so');
    const faulty = new Process('serve', port, ['--demo'], dir);
    let during = 0, after = 0;
    const asked = async () => statuses(await raw(faulty, head('GET', '/healthz', 'Connection: close'), 2000))[0] === 200;
    try {
      await faulty.start();
      for (let i = 0; i < 200 && !faulty.log().includes('accept_faults: done'); i++) if (await asked()) during++;
      for (let i = 0; i < 20; i++) if (await asked()) after++;
    } finally {
      delete process.env.LD_PRELOAD;
      await faulty.kill('SIGTERM');
    }
    assert.match(faulty.log(), /accept_faults: done/);
    assert.ok(during > 0);
    assert.equal(after, 20);
  },
  async 'the backlog takes a burst of new connections'() {
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 400 }, () => raw(server, head('GET', '/healthz', 'Connection: close'), 5000)));
    assert.equal(all.filter((answer) => statuses(answer)[0] === 200).length, 400);
    assert.ok(performance.now() - began < 5000);
    assert.ok(Number(execFileSync('ss', ['-ltnH', `sport = :${server.port}`], { encoding: 'utf8' }).trim().split(/\s+/)[2]) >= 1024, 'the backlog is short');
  },
  async 'pipelined requests are all answered, in order'() {
    const answer = await raw(server, head('GET', '/healthz') + head('GET', '/api/v1/nowhere') + head('GET', '/healthz', 'Connection: close'));
    assert.deepEqual(statuses(answer), [200, 404, 200]);
  },
  'a refused large body is not read to its end': floods(post('Content-Type: image/jpeg', 'Content-Length: 9000000000000000000'), mebibyte, 200, 413),
  async 'the second of two small answers does not wait for the first to be acknowledged (TCP_NODELAY)'() {
    const pairs = 25;
    const one = () => new Promise((done) => {
      const socket = net.connect(server.port, '127.0.0.1');
      let count = 0, text = '';
      const began = performance.now();
      const ask = () => socket.write(head('GET', '/healthz') + head('GET', '/healthz'));
      socket.setNoDelay(true);
      socket.on('data', (part) => {
        text += part.toString('latin1');
        if (statuses(text).length < 2 || !text.endsWith('}') || (text.match(/\}/g) ?? []).length < 2) return;
        text = '';
        if (++count === pairs) { socket.destroy(); done((performance.now() - began) / pairs); } else ask();
      });
      ask();
    });
    const best = Math.min(await one(), await one(), await one());
    assert.ok(best < 20, `${best.toFixed(1)} ms a pair; 40 would be a delayed acknowledgement`);
  },
  // --- 1.3
  async 'sixteen idle browsers, six connections each, hold up nobody'() {
    await bounded(async () => {
      const sockets = Array.from({ length: 96 }, () => { const s = net.connect(server.port, '127.0.0.1'); s.on('error', () => {}); s.resume(); s.write(head('GET', '/healthz')); return s; });
      await sleep(1500);
      for (const s of sockets) s.destroy();
    });
  },
  async 'a header a second holds up nobody and is ended after its time'() {
    await bounded(async () => {
      const sockets = Array.from({ length: 64 }, () => { const s = net.connect(server.port, '127.0.0.1'); s.on('error', () => {}); s.resume(); s.write('GET / HTTP/1.1\r\n'); return s; });
      const drip = setInterval(() => { for (const s of sockets) s.write('X-A: b\r\n'); }, 1000);
      const ended = await Promise.race([new Promise((done) => sockets[0].once('close', () => done(true))), sleep(12000).then(() => false)]);
      clearInterval(drip);
      for (const s of sockets) s.destroy();
      assert.ok(ended, 'it was never ended');
    });
  },
  async '900 idle and 1,500 half-open connections hold up nobody'() {
    await bounded(async () => {
      const sockets = Array.from({ length: 2400 }, (_, i) => { const s = net.connect(server.port, '127.0.0.1'); s.on('error', () => {}); s.resume(); if (i >= 900) s.write('GET / HT'); return s; });
      await sleep(2500);
      for (const s of sockets) s.destroy();
    });
  },
  async '80 uploads announced at 5 MiB each and sent slowly leave room for others and cost no memory'() {
    await bounded(async () => {
      const sockets = Array.from({ length: 80 }, () => { const s = net.connect(server.port, '127.0.0.1'); s.on('error', () => {}); s.resume(); s.write(post('Content-Type: image/jpeg', `Content-Length: ${5 << 20}`)); s.write(mebibyte); return s; });
      await sleep(1500);
      const answer = await client.post('/api/v1/portraits', Buffer.alloc(4 << 20, 0x61), { 'content-type': 'image/jpeg' });
      for (const s of sockets) s.destroy();
      assert.equal(answer.status, 415);
    });
  },
  async '300 bodies that come a byte at a time hold up nobody and cost no memory'() {
    await bounded(async () => {
      const sockets = Array.from({ length: 300 }, () => { const s = net.connect(server.port, '127.0.0.1'); s.on('error', () => {}); s.resume(); s.write(post('Content-Type: image/jpeg', 'Content-Length: 100000')); return s; });
      const drip = setInterval(() => { for (const s of sockets) s.write('a'); }, 200);
      await sleep(3000);
      clearInterval(drip);
      for (const s of sockets) s.destroy();
    });
  },
});
