// The office's front doors, assets/office/haproxy.cfg and nginx.conf: each is started as it stands but for ports, certificate
// and temporary folders, and what an attacker tries is tried through it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { assert, checks, raw, statuses } from './lib.mjs';
import { Process, freePort, root, sleep, temporaryFolder } from '../lib/motcua.mjs';

const dir = temporaryFolder('api-proxy');
const [publicHost, counterHost] = ['dinhdanh.example.vn', 'counter.dinhdanh.example.vn'];
// RSA: the weak suites of old are mostly its own
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-addext', `subjectAltName=DNS:${publicHost},DNS:${counterHost}`, '-days', '2', '-keyout', join(dir, 'tls.key'), '-out', join(dir, 'tls.crt')], { stdio: 'ignore' });
writeFileSync(join(dir, 'tls.pem'), readFileSync(join(dir, 'tls.crt'), 'utf8') + readFileSync(join(dir, 'tls.key'), 'utf8'));

const server = await new Process('serve', await freePort(), ['--demo', '--trusted-proxy', '127.0.0.1', '--public-url', `https://${publicHost}`, '--officer-origin', `https://${counterHost}`], dir).start();
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
    text = text.replaceAll('listen 80', `listen 127.0.0.1:${plain}`).replaceAll('listen 443 ssl', `listen 127.0.0.1:${secure} ssl`).replace('/run/nginx.pid', `${dir}/nginx.pid`).replace('http {', `http { ${temporary}`);
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
    const request = https.request({ host: '127.0.0.1', port, path, method, headers: { host: publicHost, ...headers }, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    request.on('error', fail);
    request.end(body);
  });
}
function plainly(port, path, host, headers = {}) {
  return new Promise((done, fail) => http.get({ host: '127.0.0.1', port, path, headers: { host, ...headers } }, (answer) => { answer.resume(); done({ status: answer.statusCode, headers: answer.headers }); }).on('error', fail));
}
/** One handshake by openssl: what was agreed on. */
function probe(port, ...args) {
  agent.destroy();  // this blocks: the doors may close meanwhile what is kept open, and nobody here would notice
  const { stdout } = spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', publicHost, ...args], { input: `GET /healthz HTTP/1.1\r\nHost: ${publicHost}\r\nConnection: close\r\n\r\n`, encoding: 'utf8', timeout: 10_000 });
  const [, version, cipher] = /(?:New|Reused), (\S+), Cipher is (\S+)/.exec(stdout) ?? [];
  return { text: stdout, cipher, version: /Protocol *: (\S+)/.exec(stdout)?.[1] ?? version, done: Boolean(cipher) && cipher !== '(NONE)' };
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
const head = (method, path, ...lines) => [`${method} ${path} HTTP/1.1`, `Host: ${publicHost}`, ...lines, '', ''].join('\r\n');

const list = {};
for (const name of ['haproxy.cfg', 'nginx.conf']) {
  const doors = await start(name);
  const tried = {
    async 'the service answers over TLS and HTTP/2 with its own headers'() {
      const answer = await ask(doors.secure, '/vi/start');
      assert.equal(answer.status, 200);
      for (const each of ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'cross-origin-opener-policy']) assert.ok(answer.headers[each], each);
      const session = http2.connect(`https://127.0.0.1:${doors.secure}`, { rejectUnauthorized: false });
      const status = await new Promise((done, fail) => { session.on('error', fail); const stream = session.request({ ':path': '/api/v1/config', ':authority': publicHost }); stream.on('response', (headers) => done(headers[':status'])); stream.resume(); stream.end(); });
      session.close();
      assert.equal(status, 200);
    },
    async 'plain HTTP only leads to TLS'() {
      for (const host of [publicHost, counterHost]) {
        const answer = await plainly(doors.plain, '/vi/start?a=b', host);
        assert.equal(answer.status, 308);
        assert.equal(answer.headers.location, `https://${host}/vi/start?a=b`);
      }
      // no redirect to wherever the Host header says
      assert.equal((await plainly(doors.plain, '/', 'evil.example')).status, 421);
      assert.equal((await ask(doors.secure, '/', { headers: { host: 'evil.example' } })).status, 421);
      for (const host of [publicHost, counterHost]) assert.match((await ask(doors.secure, '/healthz', { headers: { host } })).headers['strict-transport-security'], /^max-age=63072000; includeSubDomains$/);
    },
    async 'TLS older than 1.2 is refused'() {
      for (const each of ['-tls1', '-tls1_1']) assert.ok(!probe(doors.secure, each, '-cipher', 'ALL:@SECLEVEL=0').done, each);
      assert.equal(probe(doors.secure, '-tls1_2').version, 'TLSv1.2');
      assert.equal(probe(doors.secure).version, 'TLSv1.3');
    },
    async 'weak suites and curves are refused, and the strongest comes first whatever the client says'() {
      const good = ['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-RSA-AES128-GCM-SHA256'];
      const all = execFileSync('openssl', ['ciphers', '-s', '-tls1_2', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], { encoding: 'utf8' }).trim().split(':').filter((each) => !each.startsWith('TLS_'));
      assert.ok(all.length > 60 && all.includes('AES128-SHA') && all.includes('ECDHE-RSA-AES128-SHA'), 'openssl offers the weak ones');
      const weak = all.filter((each) => !good.includes(each));
      assert.ok(!probe(doors.secure, '-tls1_2', '-cipher', `${weak.join(':')}:@SECLEVEL=0`).done, 'a weak suite was agreed on');
      for (let i = 0; i < good.length; i++) assert.equal(probe(doors.secure, '-tls1_2', '-cipher', good.slice(i).reverse().join(':')).cipher, good[i]);
      const suites = ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];
      for (let i = 0; i < suites.length; i++) assert.equal(probe(doors.secure, '-ciphersuites', suites.slice(i).reverse().join(':')).cipher, suites[i]);
      assert.ok(!probe(doors.secure, '-ciphersuites', 'TLS_AES_128_CCM_8_SHA256:TLS_AES_128_CCM_SHA256').done);
      for (const curve of ['X25519', 'P-256', 'P-384']) assert.ok(probe(doors.secure, '-curves', curve).done, curve);
      assert.ok(!probe(doors.secure, '-curves', 'P-521').done);
    },
    async 'sessions are resumed, nothing is sent before the handshake, nothing is compressed'() {
      for (const version of ['-tls1_2', '-tls1_3']) {
        const file = join(dir, `${name}${version}.session`);
        // in TLS 1.3 the session comes after the handshake: a client that leaves at once may miss it
        let first = probe(doors.secure, version, '-sess_out', file);
        for (let i = 0; i < 20 && !existsSync(file); i++) first = probe(doors.secure, version, '-sess_out', file);
        assert.ok(first.done && /New, /.test(first.text), version);
        assert.match(first.text, /Compression: NONE/);
        if (version === '-tls1_3') assert.match(execFileSync('openssl', ['sess_id', '-noout', '-text', '-in', file], { encoding: 'utf8' }), /Max Early Data: 0$/m);
        else assert.match(first.text, /Secure Renegotiation IS supported/);
        assert.match(probe(doors.secure, version, '-sess_in', file).text, /Reused, /, `${version} is not resumed`);
      }
    },
    async 'officers\' routes are on the counter\'s host and applicants\' on the public one'() {
      const answerAt = (host, path, method = 'GET') => ask(doors.secure, path, { method, headers: { host, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) }, body: method === 'POST' ? '{}' : undefined });
      const statusAt = async (...asked) => (await answerAt(...asked)).status;
      for (const [path, method] of [['/api/v1/counter/open'], ['/api/v1/staff/session', 'POST'], ['/vi/officer/sign-in'], ['/vi/officer']]) {
        assert.equal(await statusAt(publicHost, path, method), 404, `${path} at the public host`);
        assert.notEqual(await statusAt(counterHost, path, method), 404, `${path} at the counter`);
      }
      for (const [path, method] of [['/api/v1/otp', 'POST'], ['/api/v1/draft'], ['/api/v1/applications'], ['/vi/start']]) {
        assert.equal(await statusAt(counterHost, path, method), 404, `${path} at the counter`);
        assert.notEqual(await statusAt(publicHost, path, method), 404, `${path} at the public host`);
      }
      // officers look at what applicants sent; the proxy itself refuses the rest, motcua's own 404 is a problem+json
      for (const kind of ['portraits', 'attachments']) {
        for (const [path, method] of [[`/api/v1/${kind}`, 'POST'], [`/api/v1/${kind}/abc`, 'DELETE']]) {
          const { status, headers } = await answerAt(counterHost, path, method);
          assert.equal(status, 404, `${method} ${path} at the counter`);
          assert.ok(!/json/.test(headers['content-type']), `${method} ${path} reached motcua`);
        }
        assert.notEqual(await statusAt(publicHost, `/api/v1/${kind}`, 'POST'), 404, `${kind} at the public host`);
        for (const host of [publicHost, counterHost]) assert.equal(await statusAt(host, `/api/v1/${kind}/abc`), 401, `${kind} at ${host}`);
      }
    },
    async 'figures and the mailbox stay inside'() {
      const inner = ['/metrics', '/readyz', '/dev/mailbox', '/dev/mailbox.json'];
      for (const host of [publicHost, counterHost]) for (const path of inner) assert.equal((await ask(doors.secure, path, { headers: { host } })).status, 404, path);
      for (const path of inner) assert.equal((await ask(doors.secure, path, { headers: { host: '127.0.0.1' } })).status, 421, path);
      // this machine reads them, by its own name only
      for (const path of inner) assert.equal((await fetch(server.url + path)).status, 200, path);
      for (const path of inner) assert.equal((await raw(server, ['GET ' + path + ' HTTP/1.1', `Host: ${publicHost}`, 'Connection: close', '', ''].join('\r\n'))).slice(9, 12), '404', path);
    },
    async 'an address that a client claims counts for nothing'() {
      const claim = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
      for (let i = 0; i < 330; i++) assert.notEqual((await ask(doors.secure, '/api/v1/config', { headers: claim })).status, 429);
    },
    async 'no request hides in another'() {
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
    async '200 slow bodies hold up nobody and never reach the service'() {
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
    async 'a body over the limit is refused'() {
      const answer = await ask(doors.secure, '/api/v1/portraits', { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: Buffer.alloc(7 << 20) }).catch((error) => ({ status: error.code }));
      assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(answer.status), String(answer.status));
    },
  };
  for (const [title, check] of Object.entries(tried)) list[`${name}: ${title}`] = check;
}
Object.assign(list, {
  async 'only the trusted proxy is believed about the address'() {
    let refused = 0;
    for (let i = 0; i < 330; i++) if ((await plainly(server.port, '/api/v1/config', publicHost, { 'x-forwarded-for': '203.0.113.9' })).status === 429) refused++;
    assert.ok(refused >= 20 && refused <= 40, `${refused} of 330 refused`);
  },
  async 'the service behind the doors still answers'() {
    assert.deepEqual(statuses(await raw(server, head('GET', '/healthz', 'Connection: close'))), [200]);
  },
});
await checks('api.proxy', list);
