// Outgoing calls go where the configuration says and nowhere else: no redirect is followed, no proxy of the environment obeyed,
// no plain HTTP leaves this machine, and no peer can hold or flood us.
import http from 'node:http';
import net from 'node:net';
import { assert, checks, expect } from './lib.mjs';
import { Store } from './store.mjs';
import { Client, Process, command, freePort, temporaryFolder, until } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const dir = temporaryFolder('api-outgoing');
const listen = (made) => new Promise((done) => made.listen(0, '127.0.0.1', () => done(made.address().port)));

let trapped = 0;
const trap = await listen(net.createServer((socket) => { trapped++; socket.destroy(); }));
// what the gateway does with the next calls
let behave;
const calls = [];
const gateway = await listen(http.createServer((request, response) => { calls.push(request.method); request.resume(); request.on('end', () => behave(response)); }));

for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) process.env[name] = `http://127.0.0.1:${trap}`;
const server = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '100', '--sms-gateway', `http://127.0.0.1:${gateway}/send`], dir).start();
const store = new Store(dir);
const lastError = async () => (await store.sql("SELECT state, last_error FROM outbox WHERE kind='notify.sms' ORDER BY position DESC LIMIT 1"))[0];
let number = 0;
/** What a new message's attempt comes to; on a busy machine one may run out of time first. */
async function errorAfter(manner, { patient = true } = {}) {
  behave = manner;
  expect(await new Client(server.url).post('/api/v1/otp', { phone: phone(++number), language: 'en' }), 202);
  return (await until('an attempt', async () => { const row = await lastError(); return row?.[1] && !(patient && row[1] === 'peer.timeout') && row; }, 600))[1];
}

const list = {
  // first: a lane sends one after the other, and what waits in it from before would each take that long
  async 'a peer that never answers is left after its time'() {
    const began = Date.now();
    assert.equal(await errorAfter(() => {}, { patient: false }), 'peer.timeout');
    assert.ok(Date.now() - began < 30_000);
    assert.ok((await fetch(`${server.url}/healthz`)).ok);
  },
}, redirectTitle = 'a redirect is not followed';
for (const status of [301, 302, 303, 307, 308]) {
  list[`${redirectTitle}: ${status}`] = async () => {
    calls.length = 0;
    assert.equal(await errorAfter((response) => response.writeHead(status, { location: `http://127.0.0.1:${trap}/latest/meta-data` }).end()), `sms.${status}`);
    assert.equal(trapped, 0, 'the trap was visited');
    assert.ok(calls.length >= 1 && calls.every((each) => each === 'POST'));
  };
}
Object.assign(list, {
  async 'no proxy of the environment is obeyed'() {
    behave = (response) => response.writeHead(202).end();
    calls.length = 0;
    expect(await new Client(server.url).post('/api/v1/otp', { phone: phone(++number), language: 'en' }), 202);
    await until('the call', () => calls.length, 600);
    assert.equal(trapped, 0);
  },
  async 'an answer without end is cut off'() {
    const flood = (response) => { const more = () => { while (response.write(Buffer.alloc(16384))); }; response.on('drain', more); response.on('close', () => response.off('drain', more)); response.writeHead(200); more(); };
    assert.equal(await errorAfter(flood), 'peer.answer_too_large');
    const header = (response) => { response.socket.write('HTTP/1.1 200 OK\r\n'); for (let i = 0; i < 2000; i++) response.socket.write(`X-${i}: ${'a'.repeat(40)}\r\n`); };
    assert.equal(await errorAfter(header), 'peer.answer_too_large');
  },
  async 'addresses that are neither encrypted nor this machine are refused at the start'() {
    for (const [option, url] of [['--authority', 'http://10.0.0.1:8082'], ['--registry', 'http://registry.example.vn'], ['--sms-gateway', 'ftp://127.0.0.1/'],
      ['--sms-gateway', 'file:///etc/passwd'], ['--authority', 'http://127.0.0.1@evil.example'], ['--smtp', 'http://127.0.0.1:25'], ['--registry', 'gopher://127.0.0.1:70']]) {
      const { code, err } = command('serve', '--data', dir, '--port', '0', option, url);
      assert.equal(code, 1, url);
      assert.match(err, /peer\.address/);
      assert.ok(err.includes(option), err);
      assert.ok(!err.includes(url), 'an address may hold a password');
    }
  },
  async 'the service itself listens on this machine only'() {
    const { code, err } = command('serve', '--data', dir, '--port', '0', '--bind', '0.0.0.0');
    assert.equal(code, 1);
    assert.match(err, /cli\.open_bind/);
  },
});
await checks('api.outgoing', list);
