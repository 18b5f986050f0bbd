// The links to authority, registry, SMS gateway and mail server over TLS: what a wrong certificate, a missing one or an old
// version comes to. Nothing is sent, nothing is lost, and the doctor says why.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { assert, checks, doctor, expect } from './lib.mjs';
import { Store } from './store.mjs';
import { Authority, TlsPeer, contextOf, old, selfSigned } from '../lib/authority.mjs';
import { captured, consentAndSend, filed, officer } from '../lib/desk.mjs';
import { Client, Process, command, freePort, temporaryFolder, until } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const dir = temporaryFolder('api-links');
assert.equal(command('admin', 'demo', '--data', dir).code, 0);
const house = new Authority(dir, 'house'), strangers = new Authority(dir, 'strangers');
const good = house.issue('good', { hosts: ['localhost', 'mail.localhost'] }), client = house.issue('serve'), foreign = strangers.issue('foreign');

/** What a peer may show that must not be believed: [certificate, TLS options, code in the outbox, what the doctor says]. */
const bad = {
  self_signed: [selfSigned(dir, 'alone', 'localhost'), {}, 'peer.untrusted', /self-signed certificate/],
  expired: [house.issue('expired', { days: -1 }), {}, 'peer.untrusted', /certificate has expired/],
  other_name: [house.issue('other', { hosts: ['other.example.vn'] }), {}, 'peer.untrusted', /no alternative certificate subject name matches target host name 'localhost'/],
  unknown_authority: [foreign, {}, 'peer.untrusted', /unable to get local issuer certificate/],
  tls_1_1: [good, old, 'peer.tls', /protocol version|unsupported protocol/],
};

const store = new Store(dir), sql = (text, ...values) => store.sql(text, ...values);
/** State and error of the newest row; of letters the oldest, which the others of its file wait for. */
const lastError = async (kind) => (await sql(`SELECT state, last_error FROM outbox WHERE kind=? ORDER BY position ${kind === 'notify.email' ? '' : 'DESC'} LIMIT 1`, kind))[0];
/** The newest row, once it was tried and ended with this code; a busy machine may make it time out before that. */
const tried = (kind, code) => until(`${kind}: ${code}`, async () => {
  const row = await lastError(kind);
  assert.ok(!row?.[1] || [code, 'peer.timeout', 'peer.unreachable'].includes(row[1]), `${row?.[1]} and not ${code}`);
  return row?.[1] === code && row;
}, 600);
const finding = (name, ...args) => doctor(dir, name, ...args);
/** Passes requests on to a plain peer on this machine. */
const pass = (port) => (request, response) => {
  const on = http.request({ host: '127.0.0.1', port, path: request.url, method: request.method, headers: request.headers }, (answer) => { response.writeHead(answer.statusCode, answer.headers); answer.pipe(response); });
  on.on('error', () => response.destroy());
  request.pipe(on);
};

const texts = [];
const gateway = new TlsPeer((request, response) => { let body = ''; request.on('data', (part) => { body += part; }); request.on('end', () => { if (body) texts.push(JSON.parse(body)); response.writeHead(202).end(); }); });
await gateway.show(good);
const [servePort, registryPort, authorityPort] = [await freePort(), await freePort(), await freePort()];
const plainRegistry = await new Process('registry', registryPort, [], dir).start();
const plainAuthority = await new Process('authority', authorityPort, ['--callback-base', `http://127.0.0.1:${servePort}`, '--delay-ms', '100'], dir).start();
const registry = new TlsPeer(pass(registryPort)), authority = new TlsPeer(pass(authorityPort));
await registry.show(good);
await authority.show(good, { clients: house.certificate });

let server;
const serve = async (...args) => { if (server) await server.kill('SIGTERM'); server = await new Process('serve', servePort, ['--demo', '--rate-scale', '100', ...args], dir).start(); };
const sms = ['--sms-gateway', `${gateway.url}/send`, '--sms-ca', house.certificate];
const fromHome = async (key, number, email) => { const person = new Client(server.url); await person.signIn(number); return filed(person, dir, key, { phone: number, email }); };
const askCode = async (number) => expect(await new Client(server.url).post('/api/v1/otp', { phone: number, language: 'en' }), 202);

/** A mail server in a few lines: STARTTLS, implicit TLS or neither; keeps letters, and whether anything came in the clear. */
const mail = { letters: [], clear: 0, offer: true, pair: good, more: {} };
function converse(socket, encrypted) {
  let text = '', data = false;
  socket.on('error', () => {});
  socket.on('data', (part) => {
    text += part.toString('latin1');
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (data) { if (line === '.') { data = false; mail.letters.push('letter'); socket.write('250 kept\r\n'); } continue; }
      if (/^(MAIL|RCPT|DATA)/.test(line) && !encrypted) mail.clear++;
      if (line.startsWith('EHLO')) socket.write(mail.offer && !encrypted ? '250-mail\r\n250 STARTTLS\r\n' : '250 mail\r\n');
      else if (line === 'STARTTLS') {
        socket.removeAllListeners('data');
        socket.write('220 go\r\n');
        const inner = new tls.TLSSocket(socket, { isServer: true, secureContext: contextOf(mail.pair, mail.more) });
        converse(inner, true);
        return;
      } else if (line === 'DATA') { data = true; socket.write('354 go\r\n'); }
      else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
}
const listen = (made) => new Promise((done) => made.listen(0, '127.0.0.1', () => done(made.address().port)));
const mailPort = await listen(net.createServer((socket) => { socket.write('220 mail\r\n'); converse(socket, false); }));
const mailsPort = await listen(tls.createServer({ secureContext: contextOf(good), cert: readFileSync(good.crt), key: readFileSync(good.key) }, (socket) => { socket.write('220 mail\r\n'); converse(socket, true); }));
const starttls = ['--smtp', `smtp://mail.localhost:${mailPort}`, '--smtp-ca', house.certificate];
let file;  // on its way to the authority

const list = {}, badTitle = 'a peer with a bad certificate or an old version is told nothing';
let number = 1;
for (const [name, [pair, versions, code, words]] of Object.entries(bad)) {
  list[`${badTitle}: ${name}`] = async () => {
    if (!server) await serve(...sms);
    await gateway.show(pair, versions);
    gateway.seen = 0;
    await askCode(phone(number++));
    const [state] = await tried('notify.sms', code);
    assert.ok(['waiting', 'sending'].includes(state), state);
    const found = await finding('sms', ...sms);
    assert.equal(found.state, 'wrong');
    assert.match(found.message.en, words);
    assert.ok(found.message.vi.length > 40);
    assert.equal(gateway.seen, 0, 'requests got through');
  };
}
Object.assign(list, {
  async 'what was kept is sent as soon as the certificate is right'() {
    await gateway.show(good);
    await until('every code', () => texts.length >= number - 1, 600);
    assert.deepEqual(new Set(texts.map((each) => each.to)), new Set(Array.from({ length: number - 1 }, (_, i) => phone(i + 1))));
    assert.equal((await finding('sms', ...sms)).state, 'ok');
  },
  async 'with an authority named, those of the system are not believed'() {
    await gateway.show(good);
    const other = ['--sms-gateway', gateway.url, '--sms-ca', strangers.certificate];
    assert.match((await finding('sms', ...other)).message.en, /unable to get local issuer certificate/);
    assert.equal((await finding('sms', '--sms-gateway', gateway.url)).state, 'wrong');  // nor ours by the system
  },
  async 'a mail server beyond this machine that offers no TLS gets no letter'() {
    mail.offer = false;
    await serve(...starttls);
    await fromHome('kim-seo-yeon', phone(40), 'seo.yeon@example.com');
    await tried('notify.email', 'peer.tls');
    const found = await finding('smtp', ...starttls);
    assert.equal(found.state, 'wrong');
    assert.match(found.message.en, /STARTTLS/);
    assert.equal(mail.clear, 0);
  },
  async 'a mail server whose certificate is wrong gets no letter'() {
    mail.offer = true;
    for (const name of ['self_signed', 'expired', 'other_name', 'unknown_authority']) {
      mail.pair = bad[name][0];
      assert.match((await finding('smtp', ...starttls)).message.en, /certificate/i, name);
    }
    mail.pair = good;
    mail.more = old;
    assert.equal((await finding('smtp', ...starttls)).state, 'wrong');
    mail.more = {};
    mail.pair = bad.expired[0];
    await until('an attempt', async () => (await sql("SELECT 1 FROM outbox WHERE kind='notify.email' AND last_error='peer.untrusted'")).length, 600);
    assert.equal(mail.letters.length + mail.clear, 0);
  },
  async 'letters leave by STARTTLS, and by implicit TLS'() {
    mail.pair = good;
    await until('the letters', () => mail.letters.length >= 1, 600);
    assert.equal((await finding('smtp', ...starttls)).state, 'ok');
    await serve('--smtp', `smtps://mail.localhost:${mailsPort}`, '--smtp-ca', house.certificate);
    const before = mail.letters.length;
    await fromHome('morel-julien', phone(41), 'julien@example.com');
    await until('the letters', () => mail.letters.length > before, 400);
    assert.equal(mail.clear, 0);
  },
  async 'a registry whose certificate is wrong is unavailable, and a right one answers'() {
    const links = ['--registry', registry.url, '--registry-ca', house.certificate, '--authority', authority.url, '--authority-ca', house.certificate];
    await serve(...links);
    file = await fromHome('suharyanti-single', phone(42));
    file.desk = await officer(server.url, dir);
    file.at = await captured(file.desk, dir, file);
    await registry.show(bad.expired[0]);
    registry.seen = 0;
    expect(await file.desk.post(`${file.at}/verification`, {}), 503, 'registry.unavailable');
    assert.match((await finding('registry', ...links)).message.en, /certificate has expired/);
    assert.equal(registry.seen, 0);
    await registry.show(good);
    file.consentVersion = expect(await file.desk.post(`${file.at}/verification`, {}), 200).consentVersion;
    assert.ok(registry.seen > 0);
  },
  async 'the authority asks for our certificate: without it, or with a stranger\'s, the request is kept'() {
    authority.seen = 0;
    await consentAndSend(file.desk, file.at, file.consentVersion);
    await tried('authority', 'peer.tls');
    const links = ['--authority', authority.url, '--authority-ca', house.certificate];
    assert.match((await finding('authority', ...links)).message.en, /certificate required/);
    const wrong = [...links, '--authority-certificate', foreign.crt, '--authority-key', foreign.key];
    await server.kill('SIGTERM');
    // the peer here ends the connection without an alert, so what OpenSSL calls it is up to the moment: the code counts
    await authority.show(good, { clients: house.certificate, maxVersion: 'TLSv1.2' });
    const row = async () => (await sql("SELECT state, attempts FROM outbox WHERE kind='authority'"))[0], [, before] = await row();
    await serve(...wrong);
    await until('another attempt', async () => { const [state, attempts] = await row(); return state === 'waiting' && attempts > before; }, 600);
    await tried('authority', 'peer.tls');
    const found = await finding('authority', ...wrong);
    assert.equal(found.state, 'wrong');
    assert.match(found.message.en, /No encrypted connection/);
    assert.equal(authority.seen, 0);
    await authority.show(good, { clients: house.certificate, minVersion: 'TLSv1.3' });
    assert.equal((await finding('authority', ...wrong)).state, 'wrong');
    assert.equal(authority.seen, 0);
  },
  async 'with our certificate it gets the request, and its answer comes'() {
    await serve('--authority', authority.url, '--authority-ca', house.certificate, '--authority-certificate', client.crt, '--authority-key', client.key);
    await until('the account', async () => (await sql('SELECT state FROM applications WHERE reference=?', file.reference))[0][0] === 'account_created', 600);
    assert.ok(authority.seen >= 1);
    assert.equal((await lastError('authority'))[0], 'answered');
  },
  async 'certificates and keys that cannot be used are named at the start'() {
    const start = (...args) => command('serve', '--data', dir, '--port', '0', '--authority', authority.url, ...args);
    const loose = house.issue('loose');
    execFileSync('chmod', ['644', loose.key]);
    for (const [args, file] of [
      [['--authority-ca', '/nonexistent/ca.pem'], '/nonexistent/ca.pem'],
      [['--authority-certificate', client.crt], client.crt],
      [['--authority-certificate', loose.crt, '--authority-key', loose.key], loose.key],
    ]) {
      const { code, err } = start(...args);
      assert.equal(code, 1);
      assert.match(err, /peer\.certificate/);
      assert.ok(err.includes(file), err);
    }
    assert.equal((await finding('authority', '--authority', authority.url, '--authority-certificate', client.crt)).state, 'wrong');
  },
});
await checks('api.links', list);
