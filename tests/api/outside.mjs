// The outside systems over HTTP, against the built programs: registry, authority with injected failures, a real SMTP peer,
// an SMS gateway, forged and repeated callbacks.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, createPrivateKey, sign as signBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import './contract.mjs';
import { captured, consentAndSend, filed, officer } from '../lib/desk.mjs';
import { Client, Process, command, freePort, mailbox, sleep, startAll, until } from '../lib/motcua.mjs';

// --- a mail server that keeps what it gets, refuses nobody@…, and an SMS gateway that fails first
const mailPort = await freePort();
const mailFolder = join(process.env.TMPDIR ?? '/tmp', `motcua-mail-${process.pid}`);
mkdirSync(mailFolder, { recursive: true });
const mailServer = `
import sys, time, pathlib
from aiosmtpd.controller import Controller
class Keep:
    count = 0
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('nobody@'): return '550 5.1.1 no such user'
        envelope.rcpt_tos.append(address); return '250 OK'
    async def handle_DATA(self, server, session, envelope):
        Keep.count += 1
        pathlib.Path(sys.argv[2], f'{Keep.count:04}.part').write_bytes(envelope.original_content)
        pathlib.Path(sys.argv[2], f'{Keep.count:04}.part').rename(pathlib.Path(sys.argv[2], f'{Keep.count:04}.eml')); return '250 OK'
Controller(Keep(), hostname='127.0.0.1', port=int(sys.argv[1])).start()
print('ready', flush=True)
while True: time.sleep(60)`;
const smtp = spawn('/usr/bin/python3', ['-c', mailServer, String(mailPort), mailFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => smtp.kill());
await new Promise((done) => smtp.stdout.once('data', done));
/** Parsed by python's email package, not by us. */
function letters() {
  const parse = 'import sys, json, email, email.policy\nm = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)\n' +
    'print(json.dumps({"to": m["to"], "from": m["from"], "subject": m["subject"], "id": m["message-id"], "text": m.get_content(), "defects": len(m.defects)}))';
  return readdirSync(mailFolder).filter((name) => name.endsWith('.eml')).sort().map((name) => JSON.parse(run('/usr/bin/python3', ['-c', parse, join(mailFolder, name)])));
}
const run = (program, args) => execFileSync(program, args, { encoding: 'utf8' });

const texts = [];
let gatewayRefusals = 2;
const gateway = http.createServer((request, response) => {
  let body = '';
  request.on('data', (part) => { body += part; });
  request.on('end', () => {
    if (gatewayRefusals-- > 0) return response.writeHead(503).end();
    texts.push({ ...JSON.parse(body), key: request.headers['idempotency-key'] });
    response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
  });
});
await new Promise((done) => gateway.listen(0, '127.0.0.1', done));
const gatewayUrl = `http://127.0.0.1:${gateway.address().port}/send`;

const system = await startAll('api-outside', {
  serve: ['--rate-scale', '100', '--smtp', `smtp://127.0.0.1:${mailPort}`, '--sms-gateway', gatewayUrl],
  authority: ['--delay-ms', '200', '--fail-first', '2', '--drop-callbacks', '2'],
});
const demo = (...parts) => join(system.dir, 'demo', ...parts);
const people = JSON.parse(readFileSync(demo('people.json'))).people;
const person = (key) => people.find((each) => each.key === key) ?? assert.fail(key);
const token = readFileSync(join(system.dir, 'registry.token'), 'utf8').trim();

const tests = [];
const test = (name, body) => tests.push({ name, body });
const ok = (answer) => { assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${JSON.stringify(answer.value)}`); return answer.value; };

// --- registry ------------------------------------------------------------------------------------------------------------
async function registry(method, path, body, headers = { authorization: `Bearer ${token}` }) {
  const answer = await fetch(system.registry.url + path, { method, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body && JSON.stringify(body) });
  return { status: answer.status, value: await answer.json() };
}
const is = (attributeName, value) => ({ attributeName, operator: '=', value });
const lookUp = (p) => registry('POST', '/v1/persons?transactionId=t1', [is('passportNumber', p.passport.number), is('nationality', p.nationality), is('dateOfBirth', p.birthDate)]);
const image = (key, name) => readFileSync(demo(key, name)).toString('base64');
const probes = (key) => [{ biometricType: 'FACE', biometricSubType: 'PORTRAIT', image: image(key, 'face.jpg'), mimeType: 'image/jpeg' },
  ...['right_thumb', 'right_index', 'left_little'].map((each) => ({ biometricType: 'FINGER', biometricSubType: each.toUpperCase(), image: image(key, `${each}.png`), mimeType: 'image/png', resolution: 500 }))];

test('the registry finds a demo person and says what is on record, without any picture', async () => {
  const p = person('kim-seo-yeon');
  const [{ personId }] = ok(await lookUp(p));
  const [identity] = ok(await registry('GET', `/v1/persons/${personId}/identities?transactionId=t1`));
  assert.equal(identity.biographicData.lastName, p.familyName);
  assert.equal(identity.biometricData.length, 11);
  assert.ok(!JSON.stringify(identity).includes('image'));
  assert.deepEqual(ok(await lookUp({ ...p, birthDate: '1991-04-19' })), []);
});

test('the right person is recognised by face and three fingers, another one is not', async () => {
  const [{ personId }] = ok(await lookUp(person('kim-seo-yeon')));
  const verify = (key) => registry('POST', `/v1/verify/FOREIGN_RESIDENTS/${personId}?transactionId=t1`, { biometricData: probes(key) });
  const right = ok(await verify('kim-seo-yeon')), wrong = ok(await verify('morel-julien'));
  assert.equal(right.decision, true);
  assert.deepEqual(right.scores.map((each) => each.others.match), [true, true, true, true], JSON.stringify(right));
  // one comparison in a thousand passes by design (threshold of the matchers), so a single false match is no error
  assert.equal(wrong.decision, false);
  assert.equal(wrong.scores.length, 4);
  assert.ok(wrong.scores.filter((each) => each.others.match).length <= 1, JSON.stringify(wrong));
});

test('a search finds whose fingers they are among everybody, whatever they were taken for, and nobody for a stranger', async () => {
  const [{ personId }] = ok(await lookUp(person('kim-seo-yeon')));
  const search = (biometricData, more = '') => registry('POST', `/v1/identify/ALL?transactionId=t1${more}`, { filter: {}, biometricData });
  const fingers = probes('kim-seo-yeon').slice(1);
  const found = ok(await search(fingers));
  assert.deepEqual(found.map((each) => [each.personId, each.rank]), [[personId, 1]], JSON.stringify(found));
  assert.deepEqual(found[0].scores.map((each) => each.biometricSubType).sort(), ['LEFT_LITTLE', 'RIGHT_INDEX', 'RIGHT_THUMB']);
  assert.ok(found[0].scores.every((each) => each.others.match && each.score >= each.others.threshold && each.biometricSubType === each.others.probeSubType));
  const [swapped] = ok(await search([{ ...fingers[1], biometricSubType: 'LEFT_INDEX' }]));
  assert.deepEqual([swapped.personId, swapped.scores[0].biometricSubType, swapped.scores[0].others.probeSubType], [personId, 'RIGHT_INDEX', 'LEFT_INDEX']);
  assert.deepEqual(ok(await search(probes('morel-julien').slice(1))), []);
  assert.deepEqual(ok(await search(fingers, '&threshold=1000')), []);
  assert.equal(JSON.stringify(ok(await search(fingers))), JSON.stringify(found));
  for (const body of [{ biometricData: fingers }, { filter: { hair: 'red' }, biometricData: fingers }, { filter: {}, biometricData: probes('kim-seo-yeon') }])
    assert.equal((await registry('POST', '/v1/identify/ALL?transactionId=t1', body)).status, 400);
});

test('the registry answers nobody without its token, nothing without a transaction, and errors as OSIA has them', async () => {
  assert.equal((await registry('POST', '/v1/persons?transactionId=t1', [is('nationality', 'KOR')], {})).status, 401);
  assert.equal((await registry('POST', '/v1/persons', [is('nationality', 'KOR')])).status, 400);
  const unknown = await registry('GET', '/v1/persons/P9999/identities?transactionId=t1');
  assert.equal(unknown.status, 404);
  assert.deepEqual(Object.keys(unknown.value).sort(), ['code', 'message']);
  assert.equal((await registry('POST', '/v1/persons?transactionId=t1', [is("x' OR 1=1 --", 'KOR')])).status, 400);
  assert.equal((await fetch(`${system.registry.url}/healthz`)).status, 200);
});

// --- a file from home to the authority -------------------------------------------------------------------------------------
let number = 0;
async function fromHome(key, { email, language = 'en' } = {}) {
  const phone = `+8490${String(7000000 + ++number)}`;
  const client = new Client(system.url);
  const asked = await client.post('/api/v1/otp', { phone, language });
  assert.equal(asked.status, 202);
  const sms = await until('the code by SMS', () => texts.find((each) => each.to === phone && /\b\d{6}\b/.test(each.text)));
  ok(await client.post('/api/v1/otp/verify', { requestId: asked.value.requestId, code: /\b(\d{6})\b/.exec(sms.text)[1] }));
  return filed(client, system.dir, key, { phone, email, language });
}

let desk;
async function sent(key, options) {
  const file = await fromHome(key, options);
  desk ??= await officer(system.url, system.dir);
  const at = await captured(desk, system.dir, file);
  const { consentVersion } = ok(await desk.post(`${at}/verification`, {}));
  await consentAndSend(desk, at, consentVersion);
  return file;
}
const application = async (file) => ok(await file.client.get(`/api/v1/applications/${file.reference}`));
const settled = (file) => until('the answer', async () => { const seen = await application(file); return seen.state !== 'sent' && seen; });
const lettersAbout = (file, word) => letters().filter((each) => each.text.includes(file.reference) && each.subject.includes(word));

let created;
test('an authority that is down twice and loses two callbacks still makes one account, and the applicant is told by both channels', async () => {
  created = await sent('kim-seo-yeon', { email: 'seo.yeon@example.com', language: 'vi' });
  const seen = await settled(created);
  assert.equal(seen.state, 'account_created');
  assert.match(seen.account.number, /^DEMO-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;
  assert.equal(day(seen.account.activateBy) - day(new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)), 7);
  const [letter] = await until('the letter', () => { const found = lettersAbout(created, 'đã được tạo'); return found.length && found; });
  assert.equal(letter.to.replace(/[<>]/g, ''), 'seo.yeon@example.com');
  assert.ok(letter.text.includes(seen.account.number));
  assert.equal(letter.defects, 0);
  assert.match(letter.from, /^Một Cửa </);
  const sms = await until('the SMS', () => texts.find((each) => each.to === created.phone && each.text.includes(seen.account.number)));
  assert.match(sms.text, /Kích hoạt trên VNeID/);
  const after = await until('both delivered', async () => { const now = await application(created); return now.notifications.every((each) => each.state === 'delivered') && now; });
  assert.ok(after.notifications.some((each) => each.channel === 'sms') && after.notifications.some((each) => each.channel === 'email'));
  const file = ok(await desk.get(`/api/v1/counter/${created.reference}`));
  assert.equal(file.outbox.state, 'answered');
  assert.ok(file.outbox.attempts >= 3, `the two failures do not show: ${JSON.stringify(file.outbox)}`);
});

test('nobody is told anything twice', async () => {
  await sleep(1500);
  const keys = texts.map((each) => each.key);
  assert.equal(new Set(keys).size, keys.length);
  const ids = letters().map((each) => each.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(lettersAbout(created, 'đã được tạo').length, 1);
});

test('a second account for the same passport is rejected with a reason in the applicant\'s language', async () => {
  const file = await sent('kim-seo-yeon', { email: 'second@example.com', language: 'en' });
  const seen = await settled(file);
  assert.equal(seen.state, 'rejected');
  assert.equal(seen.account, null);
  const [letter] = await until('the letter', () => { const found = lettersAbout(file, 'was not created'); return found.length && found; });
  assert.match(letter.text, /There is already a level 2 electronic identity account for this document\./);
});

test('a mail address that does not exist falls back to SMS', async () => {
  const file = await fromHome('morel-julien', { email: 'nobody@example.com' });
  await until('the SMS', () => texts.find((each) => each.to === file.phone && each.text.includes(file.reference)));
  const { notifications } = await until('failed and delivered', async () => { const seen = await application(file); return seen.notifications.some((each) => each.channel === 'email' && each.state === 'failed') && seen.notifications.some((each) => each.channel === 'sms' && each.state === 'delivered') && seen; });
  assert.match(await (await fetch(`${system.url}/metrics`)).text(), /motcua_outbox_failed\{kind="notify\.email"\} [1-9]/);
  const alarm = system.serve.log().split('\n').filter((line) => line.includes('outbox.failed')).map((line) => JSON.parse(line)).find((line) => line.kind === 'notify.email');
  assert.equal(alarm?.level, 'error', 'a dead letter is a line of the log at level error');
  assert.ok(notifications.length >= 2);
});

// --- callbacks that are none -----------------------------------------------------------------------------------------------
const path = (reference) => `/api/v1/callbacks/authority?taskId=${reference}&transactionId=t1`;
function signed(target, body, { who = 'authority', date = new Date() } = {}) {
  const seed = Buffer.from(readFileSync(join(system.dir, `${who}-signing.key`), 'utf8').trim(), 'base64');
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`, time = date.toUTCString();
  const keyId = `${who}-${keyIds[who]}`;
  const value = signBytes(null, Buffer.from(`(request-target): post ${target}\ndate: ${time}\ndigest: ${digest}`), key).toString('base64');
  return { date: time, digest, signature: `keyId="${keyId}",algorithm="ed25519",headers="(request-target) date digest",signature="${value}"`, 'content-type': 'application/json' };
}
const keyIds = {};
const callback = (target, body, headers) => fetch(system.url + target, { method: 'POST', body, headers });

test('a callback that is not signed, signed with another key, or changed on its way is refused and changes nothing', async () => {
  const file = await fromHome('suharyanti-single');
  const body = JSON.stringify({ enrollmentId: file.reference, result: 'CREATED', accountNumber: 'FORGED-1', decidedAt: 1 });
  assert.equal((await callback(path(file.reference), body, { 'content-type': 'application/json' })).status, 401);
  keyIds.authority = '0000000000000000';
  assert.equal((await callback(path(file.reference), body, signed(path(file.reference), body))).status, 403);
  keyIds.serve = '0000000000000000';
  assert.equal((await callback(path(file.reference), body, signed(path(file.reference), body, { who: 'serve' }))).status, 403);
  assert.equal((await application(file)).state, 'booked');
});

test('secret keys and tokens are readable by their owner only', async () => {
  for (const name of ['serve-signing.key', 'authority-signing.key', 'registry.token', 'demo/officers.txt', 'demo/officers.json', 'registry.db', 'authority.db'])
    assert.equal(statSync(join(system.dir, name)).mode & 0o077, 0, name);
});

test('the authority refuses unsigned requests and answers with OSIA errors', async () => {
  const target = '/v1/enrollments/MC-1?transactionId=t1&finalize=true';
  const answer = await fetch(system.authority.url + target, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  assert.equal(answer.status, 401);
  assert.deepEqual(Object.keys(await answer.json()).sort(), ['code', 'message']);
  assert.equal((await fetch(`${system.authority.url}/healthz`)).status, 200);
});

test('admin demo again changes nothing and is quick', async () => {
  const before = readFileSync(demo('officers.txt'), 'utf8'), begun = Date.now();
  const again = command('admin', 'demo', '--data', system.dir);
  assert.equal(again.code, 0, again.err);
  assert.ok(Date.now() - begun < 3000);
  assert.equal(readFileSync(demo('officers.txt'), 'utf8'), before);
});

test('the mailbox is there with --demo, under the page rules of the house, and nowhere else', async () => {
  const page = await fetch(`${system.url}/dev/mailbox`);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
  assert.ok(!/<script/i.test(await page.text()));
  assert.ok(Array.isArray(await mailbox(system.url)));
  const port = await freePort();
  await system.serve.kill('SIGTERM');
  const closed = await new Process('serve', port, [], system.dir).start();
  try {
    assert.equal((await fetch(`${closed.url}/dev/mailbox`)).status, 404);
    assert.equal((await fetch(`${closed.url}/dev/mailbox.json`)).status, 404);
  } finally {
    await closed.kill('SIGTERM');
    await system.serve.start();
  }
});

test('no log names anybody', async () => {
  const log = system.serve.log() + system.authority.log() + system.registry.log();
  for (const secret of ['KIM', 'SEO YEON', 'M83920471', 'seo.yeon@example.com', created.phone, token, '1991-04-18']) assert.ok(!log.includes(secret), secret);
});

let failed = 0;
for (const { name, body } of tests.filter((each) => !process.env.ONLY || each.name.includes(process.env.ONLY))) {
  try { await body(); console.log(`ok      ${name}`); } catch (error) { failed++; console.log(`FAILED  ${name}\n${error.stack}`); }
}
await system.stop();
gateway.close();
console.log(`${tests.length - failed} of ${tests.length} passed`);
process.exit(failed ? 1 : 0);
