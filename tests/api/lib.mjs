// What the API tests share: one server in a folder of its own, raw sockets, checks that say what they saw.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import './contract.mjs';
import { Client, Process, binary, residentMemory, freePort, temporaryFolder } from '../lib/motcua.mjs';

export { assert };

export async function serve(name, args = []) {
  const dir = temporaryFolder(`api-${name}`);
  const server = await new Process('serve', await freePort(), ['--demo', ...args], dir).start();
  server.client = () => new Client(server.url);
  return server;
}

/** Runs the named checks in order; a failed one is reported and the rest still run. */
export async function checks(title, list) {
  let failed = 0;
  for (const [name, check] of Object.entries(list)) {
    try { await check(); console.log(`ok   ${name}`); } catch (error) { failed++; console.log(`FAIL ${name}\n     ${String(error.stack ?? error).split('\n').slice(0, 6).join('\n     ')}`); }
  }
  console.log(`${title}: ${Object.keys(list).length - failed} of ${Object.keys(list).length} checks hold`);
  process.exit(failed ? 1 : 0);
}

/** Sends bytes as they are and reads until the server closes or `ms` passed. */
export function raw(server, text, ms = 1500) {
  return new Promise((done) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const parts = [];
    const finish = () => { socket.destroy(); done(Buffer.concat(parts).toString('latin1')); };
    const timer = setTimeout(finish, ms);
    socket.on('data', (part) => parts.push(part));
    socket.on('close', () => { clearTimeout(timer); done(Buffer.concat(parts).toString('latin1')); });
    socket.on('error', () => {});
    socket.write(Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1'));
  });
}
export const statuses = (answer) => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((m) => Number(m[1]));

/** One of the doctor's findings; not spawnSync: the peers that it asks may live in this process. */
export const doctor = (dir, name, ...args) => new Promise((done) => {
  const child = spawn(binary, ['admin', 'doctor', '--json', '--data', dir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (part) => { out += part; });
  child.on('exit', () => done(JSON.parse(out).checks.find((each) => each.name === name)));
});

/** MiB in memory; under sanitizers (tests/sanitize/run) always 0: it would measure their shadow. */
export const memory = (server) => (process.env.MOTCUA_SANITIZED ? 0 : residentMemory(server));
export async function healthTime(server) {
  const began = performance.now();
  const answer = await fetch(`${server.url}/healthz`);
  assert.equal(answer.status, 200);
  await answer.arrayBuffer();
  return performance.now() - began;
}

export function expect(answer, status, code) {
  assert.equal(answer.status, status, `status ${answer.status}: ${JSON.stringify(answer.value).slice(0, 300)}`);
  if (!code) return answer.value;
  assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
  assert.equal(answer.value.code, code);
  assert.equal(answer.value.status, status);
  assert.ok(answer.value.message.vi && answer.value.message.en && answer.value.requestId);
  return answer.value;
}
