// Starts the built programs on free ports with a data folder of their own, and talks to their API as a client would.
// Used by the fault, browser and bench tests.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, openSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import net from 'node:net';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = process.env.MOTCUA_BIN ?? join(root, 'build', 'bin', 'motcua');
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
/** What `test` gives as soon as it gives something; asked ten times a second. */
export async function until(what, test, tries = 300) {
  for (let i = 0; i < tries; i++) { const got = await test(); if (got) return got; await sleep(100); }
  throw new Error(`waited in vain for ${what}`);
}

export function freePort() {
  return new Promise((done, fail) => {
    const probe = net.createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
  });
}

export function temporaryFolder(name) {
  const dir = mkdtempSync(join(tmpdir(), `motcua-${name}-`));
  process.on('exit', () => { if (!process.env.MOTCUA_KEEP) rmSync(dir, { recursive: true, force: true }); });
  return dir;
}

const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

/** Resident memory of a running process, MiB. */
export const residentMemory = (of) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${of.child.pid}/status`, 'utf8'))[1]) / 1024;

/** One process of motcua; `ready` resolves when /healthz answers. */
export class Process {
  constructor(name, port, args, dir) { Object.assign(this, { name, port, args, dir }); this.url = `http://127.0.0.1:${port}`; }
  async start() {
    const log = openSync(join(this.dir, `${this.name}.log`), 'a');
    this.child = spawn(binary, [this.name, '--data', this.dir, '--port', String(this.port), ...this.args], { stdio: ['ignore', log, log] });
    running.add(this.child);
    this.ended = new Promise((done) => this.child.once('exit', (code, signal) => { running.delete(this.child); done({ code, signal }); }));
    await this.ready();
    return this;
  }
  async ready(tries = 400) {
    for (let i = 0; i < tries; i++) {
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended with ${this.child.exitCode}:\n${this.log().slice(-2000)}`);
      try { if ((await fetch(`${this.url}/healthz`)).ok) return; } catch { /* not yet */ }
      await sleep(25);
    }
    throw new Error(`${this.name} is not healthy:\n${this.log().slice(-2000)}`);
  }
  kill(signal = 'SIGKILL') { this.child.kill(signal); return this.ended; }
  log() { const file = join(this.dir, `${this.name}.log`); return existsSync(file) ? readFileSync(file, 'utf8') : ''; }
}

export function command(...args) {
  const run = spawnSync(binary, args, { encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** The whole system with demo data: serve, registry, authority. */
export async function startAll(name, { serve = [], authority = [], registry = [] } = {}) {
  const dir = temporaryFolder(name);
  const demo = command('admin', 'demo', '--data', dir);
  if (demo.code !== 0) throw new Error(`admin demo: ${demo.err}${demo.out}`);
  const [p, r, a] = [await freePort(), await freePort(), await freePort()];
  const system = {
    dir,
    registry: await new Process('registry', r, registry, dir).start(),
    authority: await new Process('authority', a, ['--callback-base', `http://127.0.0.1:${p}`, ...authority], dir).start(),
    serve: new Process('serve', p, ['--demo', '--registry', `http://127.0.0.1:${r}`, '--authority', `http://127.0.0.1:${a}`, ...serve], dir),
    async stop() { for (const each of [this.serve, this.authority, this.registry]) await each.kill('SIGTERM'); },
  };
  await system.serve.start();
  system.url = system.serve.url;
  return system;
}

/** A client with its own cookie and CSRF token. */
export class Client {
  constructor(url) { this.url = url; this.cookie = ''; this.csrf = ''; }
  async call(method, path, body, headers = {}) {
    const init = { method, headers: { ...headers } };
    if (this.cookie) init.headers.cookie = this.cookie;
    if (this.csrf && method !== 'GET') init.headers['x-csrf'] = this.csrf;
    if (body instanceof Uint8Array) init.body = body;
    else if (body !== undefined) { init.body = JSON.stringify(body); init.headers['content-type'] ??= 'application/json'; }
    else if (method !== 'GET' && method !== 'DELETE') init.headers['content-length'] = '0';
    const answer = await fetch(this.url + path, init);
    for (const line of answer.headers.getSetCookie()) this.cookie = line.split(';')[0];
    const type = answer.headers.get('content-type') ?? '';
    const value = type.includes('json') ? await answer.json() : Buffer.from(await answer.arrayBuffer());
    if (value && typeof value === 'object' && value.csrf) this.csrf = value.csrf;
    return { status: answer.status, value, headers: answer.headers };
  }
  get(path) { return this.call('GET', path); }
  post(path, body, headers) { return this.call('POST', path, body, headers); }
  put(path, body, headers) { return this.call('PUT', path, body, headers); }
  /** Signs in by the code that the developer mailbox received. */
  async signIn(phone, language = 'vi') {
    const asked = await this.post('/api/v1/otp', { phone, language });
    if (asked.status !== 202) throw new Error(`otp: ${asked.status} ${JSON.stringify(asked.value)}`);
    const code = await lastCode(this.url, phone);
    const got = await this.post('/api/v1/otp/verify', { requestId: asked.value.requestId, code });
    if (got.status !== 200) throw new Error(`otp/verify: ${got.status} ${JSON.stringify(got.value)}`);
    return got.value;
  }
}

export async function mailbox(url) {
  const answer = await (await fetch(`${url}/dev/mailbox.json`)).json();
  return answer.messages ?? answer;
}

export async function lastCode(url, phone) {
  for (let i = 0; i < 40; i++) {
    const found = (await mailbox(url)).filter((m) => m.to === phone).map((m) => /\b(\d{6})\b/.exec(m.text ?? m.body ?? '')).filter(Boolean);
    if (found.length) return found[found.length - 1][1];
    await sleep(50);
  }
  throw new Error('no code in the developer mailbox');
}
