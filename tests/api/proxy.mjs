// The office's front doors, assets/office/haproxy.cfg and nginx.conf: each is started as it stands but for ports, certificate
// and temporary folders, and what an attacker tries is tried through it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { assert, checks, raw, statuses } from './lib.mjs';
import { Process, freePort, root, sleep, temporaryFolder } from '../lib/motcua.mjs';

const dir = temporaryFolder('api-proxy');
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost', '-days', '2', '-keyout', join(dir, 'tls.key'), '-out', join(dir, 'tls.crt')], { stdio: 'ignore' });
writeFileSync(join(dir, 'tls.pem'), readFileSync(join(dir, 'tls.crt'), 'utf8') + readFileSync(join(dir, 'tls.key'), 'utf8'));

const server = await new Process('serve', await freePort(), ['--demo', '--trusted-proxy', '127.0.0.1', '--public-url', 'https://dinhdanh.example.vn'], dir).start();
const children = [];
process.on('exit', () => { for (const each of children) each.kill('SIGKILL'); });

async function start(name) {
  const [plain, secure] = [await freePort(), await freePort()];
  let text = readFileSync(join(root, 'assets', 'office', name), 'utf8').replaceAll('127.0.0.1:8080', `127.0.0.1:${server.port}`).replaceAll('/etc/motcua/', `${dir}/`);
  const file = join(dir, name);
  if (name === 'haproxy.cfg') {
    text = text.replace('bind :80', `bind 127.0.0.1:${plain}`).replace('bind :443', `bind 127.0.0.1:${secure}`).replace('maxconn 8000', 'maxconn 450');  // this machine may allow fewer files
    writeFileSync(file, text);
    execFileSync('/usr/sbin/haproxy', ['-c', '-f', file], { stdio: 'pipe' });
    children.push(spawn('/usr/sbin/haproxy', ['-db', '-f', file], { stdio: 'ignore' }));
  } else {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${dir}/nginx;`).join(' ');
    mkdirSync(join(dir, 'nginx'));
    text = text.replace('listen 80;', `listen 127.0.0.1:${plain};`).replace('listen 443 ssl', `listen 127.0.0.1:${secure} ssl`).replace('/run/nginx.pid', `${dir}/nginx.pid`).replace('http {', `http { ${temporary}`);
    writeFileSync(file, (process.getuid() === 0 ? 'user root; daemon off; ' : 'daemon off; ') + text);
    execFileSync('/usr/sbin/nginx', ['-t', '-c', file, '-e', 'stderr'], { stdio: 'pipe' });
    children.push(spawn('/usr/sbin/nginx', ['-c', file, '-e', 'stderr'], { stdio: 'ignore' }));
  }
  for (let i = 0; i < 200; i++) { try { if ((await ask(secure, '/healthz')).status === 200) return { plain, secure }; } catch { /* not yet */ } await sleep(50); }
  throw new Error(`${name} does not answer`);
}

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 8 });
function ask(port, path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const request = https.request({ host: '127.0.0.1', port, path, method, headers: { host: 'dinhdanh.example.vn', ...headers }, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    request.on('error', fail);
    request.end(body);
  });
}
/** Raw bytes over TLS. */
function secretly(port, text, ms = 1500) {
  return new Promise((done) => {
    const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => socket.write(text));
    let got = '';
    const finish = () => { socket.destroy(); done(got); };
    socket.on('data', (part) => { got += part.toString('latin1'); });
    socket.on('error', finish);
    socket.on('close', finish);
    setTimeout(finish, ms);
  });
}
const head = (method, path, ...lines) => [`${method} ${path} HTTP/1.1`, 'Host: dinhdanh.example.vn', ...lines, '', ''].join('\r\n');

const list = {};
for (const name of ['haproxy.cfg', 'nginx.conf']) {
  const doors = await start(name);
  Object.assign(list, {
    async [`${name}: the service answers over TLS and HTTP/2 with its own headers`]() {
      const answer = await ask(doors.secure, '/vi/start');
      assert.equal(answer.status, 200);
      for (const each of ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'cross-origin-opener-policy']) assert.ok(answer.headers[each], each);
      const session = http2.connect(`https://127.0.0.1:${doors.secure}`, { rejectUnauthorized: false });
      const status = await new Promise((done, fail) => { session.on('error', fail); const stream = session.request({ ':path': '/api/v1/config' }); stream.on('response', (headers) => done(headers[':status'])); stream.resume(); stream.end(); });
      session.close();
      assert.equal(status, 200);
    },
    async [`${name}: plain HTTP only leads to TLS`]() {
      const answer = await fetch(`http://127.0.0.1:${doors.plain}/vi/start`, { redirect: 'manual' });
      assert.equal(answer.status, 308);
      assert.match(answer.headers.get('location'), /^https:\/\//);
    },
    async [`${name}: TLS older than 1.2 is refused`]() {
      const version = (max) => new Promise((done) => { const socket = tls.connect({ host: '127.0.0.1', port: doors.secure, rejectUnauthorized: false, minVersion: 'TLSv1', maxVersion: max, ciphers: 'ALL:@SECLEVEL=0' }, () => { done(socket.getProtocol()); socket.destroy(); }); socket.on('error', () => done('refused')); });
      assert.equal(await version('TLSv1.1'), 'refused');
      assert.equal(await version('TLSv1.2'), 'TLSv1.2');
      assert.equal(await version('TLSv1.3'), 'TLSv1.3');
    },
    async [`${name}: figures and the mailbox stay inside`]() {
      for (const path of ['/metrics', '/readyz', '/dev/mailbox', '/dev/mailbox.json']) assert.equal((await ask(doors.secure, path)).status, 404, path);
    },
    async [`${name}: an address that a client claims counts for nothing`]() {
      const claim = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
      for (let i = 0; i < 330; i++) assert.notEqual((await ask(doors.secure, '/api/v1/config', { headers: claim })).status, 429);
    },
    async [`${name}: no request hides in another`]() {
      const inner = head('GET', '/api/v1/openapi.json');
      for (const [what, text] of Object.entries({
        'TE with CL': head('POST', '/api/v1/otp', 'Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
        'two lengths': head('POST', '/api/v1/otp', 'Content-Length: 4', 'Content-Length: 60') + 'abcd' + inner,
        'chunk size -2': head('POST', '/api/v1/otp', 'Transfer-Encoding: chunked') + '-2\r\n' + inner,
        'body on GET': head('GET', '/api/v1/config', `Content-Length: ${inner.length}`) + inner,
        'obs-fold': head('GET', '/api/v1/config', 'X-A: b', ' Content-Length: 9') + inner,
      })) {
        const answer = await secretly(doors.secure, text);
        assert.ok(!answer.includes('"openapi"') || what === 'obs-fold', `${what}: the inner request was answered`);
        assert.ok(statuses(answer).length <= (what === 'obs-fold' ? 2 : 1), `${what}: ${statuses(answer)}`);
      }
    },
    async [`${name}: 200 slow bodies hold up nobody and never reach the service`]() {
      const sockets = Array.from({ length: 200 }, () => { const s = tls.connect({ host: '127.0.0.1', port: doors.secure, rejectUnauthorized: false }, () => s.write(head('POST', '/api/v1/otp', 'Content-Type: application/json', 'Content-Length: 1000'))); s.on('error', () => {}); s.resume(); return s; });
      const drip = setInterval(() => { for (const s of sockets) if (!s.destroyed) s.write(' '); }, 300);
      await sleep(1500);
      const begun = performance.now();
      assert.equal((await ask(doors.secure, '/healthz')).status, 200);
      assert.ok(performance.now() - begun < 1000);
      const open = Number(/^motcua_connections (\d+)/m.exec(await (await fetch(`${server.url}/metrics`)).text())[1]);
      clearInterval(drip);
      for (const s of sockets) s.destroy();
      assert.ok(open < 60, `${open} connections reached the service`);
    },
    async [`${name}: a body over the limit is refused`]() {
      const answer = await ask(doors.secure, '/api/v1/portraits', { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: Buffer.alloc(7 << 20) }).catch((error) => ({ status: error.code }));
      assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(answer.status), String(answer.status));
    },
  });
}
Object.assign(list, {
  async 'only the trusted proxy is believed about the address'() {
    let refused = 0;
    for (let i = 0; i < 330; i++) if ((await fetch(`${server.url}/api/v1/config`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status === 429) refused++;
    assert.ok(refused >= 20 && refused <= 40, `${refused} of 330 refused`);
  },
  async 'the service behind the doors still answers'() {
    assert.deepEqual(statuses(await raw(server, head('GET', '/healthz', 'Connection: close'))), [200]);
  },
});
await checks('api.proxy', list);
