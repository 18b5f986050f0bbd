// The officer's desk over HTTP, against the built server with registry and authority as processes of their own: from the
// sign-in to the account, and everything that must be refused on the way.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import './contract.mjs';
import { Client, command, sleep, startAll } from '../lib/motcua.mjs';

const hcm = 'pa08-ho-chi-minh', hanoi = 'pa08-ha-noi';
const system = await startAll('api-counter', { authority: ['--delay-ms', '200'], serve: ['--rate-scale', '50'] });
const demo = (...parts) => join(system.dir, 'demo', ...parts);
const people = JSON.parse(readFileSync(demo('people.json'))).people;
const officers = JSON.parse(readFileSync(demo('officers.json'))).officers;
const person = (key) => people.find((each) => each.key === key) ?? assert.fail(`no demo person ${key}`);
const secrets = [];  // what must not stand in any log

let number = 0;
const tests = [];
const test = (name, body) => tests.push({ name, body });
const refused = (answer, status, code) => {
  assert.equal(answer.status, status, JSON.stringify(answer.value));
  assert.equal(answer.value.code, code);
  assert.ok(answer.value.message.vi && answer.value.message.en);
};
const ok = (answer) => { assert.equal(answer.status, 200, JSON.stringify(answer.value)); return answer.value; };
const row = (file, field) => file.comparison.find((each) => each.field === field);

// --- people ----------------------------------------------------------------------------------------------------------
function filing(p, phone, overrides = {}) {
  return {
    formVersion: 'tk01-2025', filedFor: 'self', language: 'vi', portrait: 'counter',
    consents: { truth: true, account: true, biometrics: true },
    applicant: {
      familyName: p.familyName, givenNames: p.givenNames, birthDate: p.birthDate, sex: p.sex, nationality: p.nationality,
      documentType: 'passport', documentNumber: p.passport.number, documentIssueDate: p.passport.issueDate, documentIssuePlace: p.passport.issuePlace,
      documentExpiry: p.passport.expiry, cardType: p.card.type, cardNumber: p.card.number, cardSymbol: p.card.symbol, cardExpiry: p.card.expiry,
      province: '79', commune: 'Phường Sài Gòn', addressLine: '12 Lê Lợi', phone, email: '', ...overrides.applicant,
    },
    ...overrides.top,
  };
}

/** A passport may have three applications under way; each test gives its own back. */
const open = [];
async function tidy() {
  for (const { client, reference, office } of open.splice(0)) {
    if (office === hcm) {
      const chief = await officer('phutrach.hcm');
      const file = ok(await chief.get(at(reference)));
      if (['at_counter', 'verified', 'consented'].includes(file.application.state)) {
        ok(await chief.post(at(reference, '/claim'), { reason: 'dọn dẹp sau bài thử' }));
        ok(await chief.post(at(reference, '/return'), { reason: 'dọn dẹp sau bài thử' }));
      }
    }
    await client.post(`/api/v1/applications/${reference}/withdraw`);
  }
}

/** Files and books one filing; gives the applicant's client and the reference. */
async function filed(p, { office = hcm, overrides } = {}) {
  const phone = `+8490${String(++number).padStart(7, '0')}`;
  secrets.push(phone, p.passport.number);
  const client = new Client(system.url);
  await client.signIn(phone);
  const made = await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [filing(p, phone, overrides)] });
  assert.equal(made.status, 201, JSON.stringify(made.value));
  const { reference, slip } = made.value.applications[0];
  const { days } = ok(await client.get(`/api/v1/offices/${office}/slots?days=14&party=1`));
  const day = days.find((each) => each.slots.some((slot) => slot.free > 0));
  const time = day.slots.find((slot) => slot.free > 0).time;
  const booked = await client.post('/api/v1/bookings', { references: [reference], office, date: day.date, time });
  assert.equal(booked.status, 201, JSON.stringify(booked.value));
  open.push({ client, reference, office });
  return { client, reference, token: slip.token, date: day.date };
}

/** A signed-in officer. A code works once in its 30 seconds, so each account signs in once in the whole run. */
const signedIn = new Map();
async function officer(user) {
  if (signedIn.has(user)) return signedIn.get(user);
  const account = officers.find((each) => each.user === user);
  const client = new Client(system.url);
  const code = /\b(\d{6})\b/.exec(command('admin', 'totp', user, '--data', system.dir).out)[1];
  const session = ok(await client.post('/api/v1/staff/session', { user, password: account.password, code }));
  assert.equal(session.role, account.role);
  secrets.push(account.password);
  client.name = account.name;
  client.used = code;
  signedIn.set(user, client);
  return client;
}
const lan = () => officer('canbo1.hcm');

const at = (reference, tail = '') => `/api/v1/counter/${reference}${tail}`;
const picture = (client, path, file, type) => client.post(path, readFileSync(file), { 'content-type': type });
const finger = (client, reference, position, from) => picture(client, at(reference, `/fingers/${position}`), demo(from, `${position}.png`), 'image/png');
const signature = [[[10, 40], [30, 20], [60, 45], [90, 20], [120, 50]], [[20, 60], [130, 62]]];

async function captured(client, reference, from, prints = from) {
  ok(await picture(client, at(reference, '/face'), demo(from, 'face.jpg'), 'image/jpeg'));
  for (const position of ['right_index', 'left_index']) ok(await finger(client, reference, position, prints));
}

async function compared(p, options) {
  const file = await filed(p, options);
  const client = await lan();
  ok(await client.post(at(file.reference, '/claim'), {}));
  ok(await client.post(at(file.reference, '/comparison'), { mrz: p.passport.mrz }));
  return { ...file, officer: client };
}

// --- who may -----------------------------------------------------------------------------------------------------------
test('nobody and no applicant gets to the desk', async () => {
  const file = await filed(person('kim-seo-yeon'));
  for (const path of ['/api/v1/counter/day', at(file.reference)]) {
    assert.equal((await new Client(system.url).get(path)).status, 401);
    assert.equal((await file.client.get(path)).status, 403);
  }
  assert.equal((await file.client.post(at(file.reference, '/claim'), {})).status, 403);
});

test('every wrong part of a sign-in has the same answer, and a code works once', async () => {
  const client = await lan();
  const { password } = officers.find((each) => each.user === 'canbo1.hcm');
  const tries = [{ user: 'canbo1.hcm', password, code: client.used }, { user: 'canbo1.hcm', password: 'không phải mật khẩu', code: '123456' }, { user: 'nobody', password, code: '123456' }];
  const answers = [];
  for (const each of tries) answers.push(await new Client(system.url).post('/api/v1/staff/session', each));
  for (const answer of answers) {
    refused(answer, 401, 'staff.sign_in');
    assert.deepEqual({ ...answer.value, requestId: '' }, { ...answers[0].value, requestId: '' });
  }
});

test('pictures of papers, and what was found in the portrait, are shown to the office concerned and to nobody else', async () => {
  const p = person('morel-julien'), phone = `+8490${String(++number).padStart(7, '0')}`;
  secrets.push(phone);
  const client = new Client(system.url);
  await client.signIn(phone);
  const sent = await client.post('/api/v1/attachments', readFileSync(demo(p.folder, 'portrait.jpg')), { 'content-type': 'image/jpeg' });
  assert.equal(sent.status, 201, JSON.stringify(sent.value));
  const path = `/api/v1/attachments/${sent.value.attachmentId}`;
  assert.equal((await (await lan()).get(path)).status, 404);  // not filed yet
  const portrait = await client.post('/api/v1/portraits', readFileSync(demo(p.folder, 'portrait.jpg')), { 'content-type': 'image/jpeg' });
  assert.equal(portrait.status, 201, JSON.stringify(portrait.value));
  const top = { portrait: portrait.value.portraitId, integration: [{ kind: 'vehicle', number: '59-A1 12345', front: sent.value.attachmentId }] };
  const made = await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [filing(p, phone, { top })] });
  assert.equal(made.status, 201, JSON.stringify(made.value));
  const { reference } = made.value.applications[0];
  const { days } = ok(await client.get(`/api/v1/offices/${hcm}/slots?days=14&party=1`));
  const day = days.find((each) => each.slots.some((slot) => slot.free > 0));
  const time = day.slots.find((slot) => slot.free > 0).time;
  assert.equal((await client.post('/api/v1/bookings', { references: [reference], office: hcm, date: day.date, time })).status, 201);
  open.push({ client, reference, office: hcm });
  const image = await (await lan()).get(path);
  assert.deepEqual([image.status, image.headers.get('content-type')], [200, 'image/jpeg']);
  assert.deepEqual(ok(await (await lan()).get(at(reference, ''))).portraitVerdict, portrait.value.verdict);
  refused(await (await officer('canbo1.hanoi')).get(path), 404, 'request.not_found');
  refused(await (await lan()).call('DELETE', path), 403, 'session.forbidden');
});

test('a slip opens by its token and by its typed reference; others are told apart', async () => {
  const client = await lan();
  const here = await filed(person('morel-julien'));
  const there = await filed(person('morel-julien'), { office: hanoi });
  for (const code of [here.token, here.reference, here.reference.toLowerCase().replaceAll('-', ' ')])
    assert.equal(ok(await client.post('/api/v1/counter/open', { code })).reference, here.reference);
  const elsewhere = await client.post('/api/v1/counter/open', { code: there.token });
  refused(elsewhere, 409, 'slip.other_office');
  assert.match(elsewhere.value.office.name.vi, /Hà Nội/);
  refused(await client.get(at(there.reference)), 404, 'slip.unknown');
  refused(await client.post('/api/v1/counter/open', { code: `${here.token.slice(0, -4)}AAAA` }), 404, 'slip.unknown');
  refused(await client.post('/api/v1/counter/open', { code: 'MC-0000-0000-0' }), 404, 'slip.unknown');
  assert.equal((await client.post('/api/v1/counter/open', { code: 'hello' })).status, 400);
});

test('the day list shows who comes, in the order of the appointments', async () => {
  const file = await filed(person('kim-seo-yeon'));
  const list = ok(await (await lan()).get(`/api/v1/counter/day?date=${file.date}`));
  const entry = list.files.find((each) => each.reference === file.reference);
  assert.equal(entry.name, 'KIM SEO YEON');
  assert.equal(entry.state, 'booked');
  const times = list.files.map((each) => each.time);
  assert.deepEqual(times, [...times].sort());
  assert.equal((await (await lan()).get('/api/v1/counter/day?date=2026-02-30')).status, 422);
});

test('one officer holds a file; a supervisor takes it over with a reason', async () => {
  const { reference } = await filed(person('kim-seo-yeon'));
  const [first, second, chief] = [await lan(), await officer('canbo2.hcm'), await officer('phutrach.hcm')];
  const claimed = ok(await first.post(at(reference, '/claim'), {}));
  assert.equal(claimed.application.state, 'at_counter');
  assert.equal(claimed.claimedBy, first.name);
  const conflict = await second.post(at(reference, '/claim'), {});
  refused(conflict, 409, 'file.claimed');
  assert.equal(conflict.value.who, first.name);
  assert.ok(Math.abs(Date.now() - conflict.value.since) < 60000);
  refused(await second.post(at(reference, '/claim'), { reason: 'tôi muốn' }), 409, 'file.claimed');
  refused(await second.post(at(reference, '/comparison'), { mrz: 'x' }), 409, 'file.claimed');
  refused(await second.post(at(reference, '/release'), {}), 409, 'file.claimed');
  refused(await chief.post(at(reference, '/claim'), {}), 409, 'file.claimed');
  assert.equal(ok(await chief.post(at(reference, '/claim'), { reason: 'Cán bộ hết ca trực' })).claimedBy, chief.name);
  refused(await first.post(at(reference, '/comparison'), { mrz: 'x' }), 409, 'file.claimed');
  ok(await chief.post(at(reference, '/release'), {}));
  refused(await first.post(at(reference, '/comparison'), { mrz: 'x' }), 409, 'file.not_claimed');
  assert.ok(ok(await second.post(at(reference, '/claim'), {})).mine);
});

test('of two claims at the same moment one wins', async () => {
  const { reference } = await filed(person('kim-seo-yeon'));
  const both = [await lan(), await officer('canbo2.hcm')];
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => both[i % 2].post(at(reference, '/claim'), {})));
  const winners = new Set(answers.filter((each) => each.status === 200).map((each) => each.value.claimedBy));
  assert.equal(winners.size, 1);
  assert.ok(answers.every((each) => each.status === 200 || each.value.code === 'file.claimed'));
});

// --- comparison ----------------------------------------------------------------------------------------------------------
test('a misread zone is refused, the right one agrees with form and registry', async () => {
  const p = person('kim-seo-yeon');
  const { reference } = await filed(p);
  const client = await lan();
  ok(await client.post(at(reference, '/claim'), {}));
  const [first, second] = p.passport.mrz.split('\n');
  const misread = `${first}\n${second.slice(0, 9)}${(Number(second[9]) + 1) % 10}${second.slice(10)}`;
  const wrong = await client.post(at(reference, '/comparison'), { mrz: misread });
  refused(wrong, 422, 'mrz.check');
  assert.equal(wrong.value.field, 'mrz');
  refused(await client.post(at(reference, '/comparison'), { mrz: '' }), 422, 'mrz.format');
  const file = ok(await client.post(at(reference, '/comparison'), { mrz: p.passport.mrz }));
  assert.ok(file.registryAsked);
  for (const each of file.comparison) assert.equal(each.verdict, 'same', JSON.stringify(each));
  assert.equal(row(file, 'applicant.cardNumber').registry, p.card.number);
});

test('a typing error is settled with a reason before the registry is asked', async () => {
  const p = person('kim-seo-yeon');
  const typed = p.passport.number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  const { reference, officer: client } = await compared(p, { overrides: { applicant: { documentNumber: typed, givenNames: 'SEOYEON' } } });
  await captured(client, reference, p.key);
  const before = ok(await client.get(at(reference)));
  assert.equal(row(before, 'applicant.documentNumber').verdict, 'different');
  assert.equal(row(before, 'applicant.givenNames').verdict, 'compatible');
  assert.ok(!before.allowed.includes('verify'));
  refused(await client.post(at(reference, '/verification'), {}), 409, 'application.need_comparison_settled');
  const settle = (field, accept, reason) => client.post(at(reference, '/differences'), { field, accept, reason });
  refused(await settle('applicant.documentNumber', 'passport', ' '), 422, 'reason.missing');
  refused(await settle('applicant.birthDate', 'passport', 'nhầm'), 422, 'difference.unknown');
  refused(await settle('applicant.nothing', 'passport', 'nhầm'), 422, 'difference.unknown');
  refused(await settle('applicant.documentNumber', 'neighbour', 'nhầm'), 422, 'difference.source');
  const after = ok(await settle('applicant.documentNumber', 'passport', 'Người nộp gõ nhầm một chữ số'));
  assert.equal(after.filing.applicant.documentNumber, p.passport.number);
  assert.equal(row(after, 'applicant.documentNumber').accepted, 'passport');
  assert.ok(after.allowed.includes('verify'));
  assert.equal(ok(await client.post(at(reference, '/verification'), {})).verification.decision, 'match');
});

// --- captures ----------------------------------------------------------------------------------------------------------
test('captures are judged here, and what is no capture is refused', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  const face = at(reference, '/face');
  refused(await client.post(face, Buffer.from('not a picture'), { 'content-type': 'image/jpeg' }), 415, 'picture.format');
  refused(await client.post(face, readFileSync(demo(p.key, 'face.jpg')).subarray(0, 3000), { 'content-type': 'image/jpeg' }), 422, 'picture.damaged');
  refused(await client.post(face, Buffer.from('x'), { 'content-type': 'text/plain' }), 415, 'request.media_type');
  refused(await picture(client, face, demo(p.key, 'right_index.png'), 'image/png'), 422, 'portrait.no_face');
  const taken = ok(await picture(client, face, demo(p.key, 'face.jpg'), 'image/jpeg')).face;
  assert.equal(taken.quality.faces, 1);
  assert.ok(taken.serves, JSON.stringify(taken.quality));
  refused(await finger(client, reference, 'right_index', p.key).then(() => picture(client, at(reference, '/fingers/right_toe'), demo(p.key, 'right_index.png'), 'image/png')), 422, 'capture.position');
  const repeated = await picture(client, at(reference, '/fingers/left_index'), demo(p.key, 'right_index.png'), 'image/png');
  refused(repeated, 422, 'capture.repeated');
  assert.equal(repeated.value.detail, 'right_index');
  refused(await client.post(at(reference, '/fingers/left_index/missing'), { reason: 'shy' }), 422, 'capture.missing_reason');
  const file = ok(await client.post(at(reference, '/fingers/left_index/missing'), { reason: 'bandaged' }));
  assert.equal(file.fingers.find((each) => each.position === 'left_index').missing, 'bandaged');
  refused(await client.post(at(reference, '/verification'), {}), 409, 'application.need_fingers_captured');
  ok(await finger(client, reference, 'left_middle', p.key));
  assert.ok(ok(await client.get(at(reference))).allowed.includes('verify'));
  const jpeg = await client.get(taken.image);
  assert.equal(jpeg.headers.get('content-type'), 'image/jpeg');
  assert.equal(jpeg.value.subarray(0, 2).toString('hex'), 'ffd8');
  assert.equal((await client.get(at(reference, '/fingers/right_index.png'))).value.subarray(1, 4).toString(), 'PNG');
  refused(await (await officer('canbo1.hanoi')).get(taken.image), 404, 'slip.unknown');
  assert.equal((await new Client(system.url).get(taken.image)).status, 401);
});

/** ISO/IEC 19794-4:2011 around a PNG file at 500 ppi. */
function record(png, position) {
  const head = Buffer.from('46495200303230000000000000010001' + '00000000' + 'ff'.repeat(9) + '0000000000' + '00' + '0000' + '01' + '01f4'.repeat(4) + '080600' + '00000000' + '00000000', 'hex');
  const out = Buffer.concat([head, png]);
  out.writeUInt32BE(out.length, 8);
  out.writeUInt32BE(out.length - 16, 16);
  out[35] = position;
  out.writeUInt16BE(png.readUInt32BE(16), 49);
  out.writeUInt16BE(png.readUInt32BE(20), 51);
  out.writeUInt32BE(png.length, 53);
  return out;
}
test('readers may send their own forms: WSQ, JPEG 2000, ISO/IEC 19794-4', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  const seed = (name) => readFileSync(new URL(`../fuzz/corpus/${name}`, import.meta.url));
  const send = (position, body, type = 'application/octet-stream') => client.post(at(reference, `/fingers/${position}`), body, { 'content-type': type });
  // the seeds are read, then judged: they are no larger than a fingertip
  for (const form of ['plain', 'png', 'wsq', 'jpeg', 'jpeg2000', 'jpeg2000_lossy', 'edition_2005']) refused(await send('left_index', seed(`fir/${form}`)), 422, 'finger.image_small');
  refused(await send('left_index', seed('wsq/five_to_one'), 'image/x-wsq'), 422, 'finger.image_small');
  refused(await send('left_index', seed('wsq/cut_short'), 'image/x-wsq'), 422, 'finger.image_malformed');
  // a record says whose it is
  const other = await send('right_index', seed('fir/png'));
  refused(other, 422, 'capture.position');
  assert.equal(other.value.detail, 'left_index');
  // a print as a reader delivers it
  const taken = ok(await send('right_index', record(readFileSync(demo(p.key, 'right_index.png')), 2))).fingers.find((each) => each.position === 'right_index');
  const same = ok(await finger(client, reference, 'right_index', p.key)).fingers.find((each) => each.position === 'right_index');
  assert.equal(taken.quality.quality, same.quality.quality);
});

// --- verification ------------------------------------------------------------------------------------------------------
test('a person on record with face and fingers has three working days', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  const file = ok(await client.post(at(reference, '/verification'), {}));
  assert.equal(file.application.state, 'verified');
  assert.equal(file.verification.decision, 'match');
  assert.equal(file.verification.deadline.days, 3);
  assert.equal(file.application.deadline.days, 3);
  assert.ok(file.verification.face.match && file.verification.fingers.every((each) => each.match));
  assert.deepEqual(file.verification.reasons, []);
  assert.deepEqual(file.verification.search, { searched: ['left_index', 'right_index'], notSearched: [], otherPeople: 0, otherPeoplesFingers: [], swapped: [], handsSwapped: false });
  for (const each of file.verification.fingers) {
    assert.ok(each.paired >= 12, `${each.position}: ${each.paired} points found again`);
    assert.equal(each.agreement, at(reference, `/fingers/${each.position}/agreement.png`));
    const drawn = await client.get(each.agreement);
    assert.equal(drawn.status, 200);
    assert.equal(drawn.headers.get('content-type'), 'image/png');
  }
  refused(await client.get(at(reference, '/fingers/right_thumb/agreement.png')), 404, 'request.not_found');
});

test("an officer is told of a finger that is in another person's file, too", async () => {
  const q = person('kim-seo-yeon'), other = await compared(q);
  await captured(other.officer, other.reference, q.key);
  // the same right index goes into the file of somebody else, as an officer's own would
  const p = person('morel-julien');
  const { reference, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  ok(await picture(client, at(reference, '/fingers/left_index'), demo(q.key, 'right_index.png'), 'image/png'));
  const told = ok(await client.post(at(reference, '/verification'), {})).verification;
  assert.ok(told.elsewhere.includes('left_index'), JSON.stringify(told.elsewhere));
  ok(await finger(client, reference, 'left_index', p.key));
  const after = ok(await client.post(at(reference, '/verification'), {})).verification;
  assert.ok(!after.elsewhere.includes('left_index'), JSON.stringify(after.elsewhere));
});

test('what agrees is not shown of a finger that was taken anew', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  ok(await finger(client, reference, 'right_index', 'morel-julien'));
  const file = ok(await client.post(at(reference, '/verification'), {}));
  const of = (all, position) => all.verification.fingers.find((each) => each.position === position);
  const before = of(file, 'right_index');
  if (before.match) return;  // the better of both tries was kept, and it is the person's own
  assert.ok(before.agreement === null || before.paired > 0);
  await sleep(5);
  const after = ok(await finger(client, reference, 'right_index', p.key));
  assert.equal(of(after, 'right_index').agreement, null);
  assert.equal((await client.get(at(reference, '/fingers/right_index/agreement.png'))).status, 404);
});

test('a person whom nobody has on record has seven', async () => {
  const p = person('morel-julien');
  const { reference, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  const { verification } = ok(await client.post(at(reference, '/verification'), {}));
  assert.equal(verification.decision, 'no_record');
  assert.equal(verification.deadline.days, 7);
  assert.deepEqual([verification.search.searched.length, verification.search.otherPeople, verification.reasons], [2, 0, []]);
});

test('fingers that are on record under another person are a duplicate, whether one\'s own are on record or not, and nobody is named', async () => {
  for (const key of ['morel-julien', 'kim-seo-yeon']) {
    const p = person(key), other = person('wickramasinghe-long');
    const { reference, officer: client } = await compared(p);
    await captured(client, reference, p.key, other.key);
    const answer = await client.post(at(reference, '/verification'), {});
    const file = ok(answer), { verification } = file;
    assert.equal(verification.decision, 'mismatch');
    assert.equal(verification.reasons[0], 'duplicate');
    assert.deepEqual([verification.search.otherPeople, verification.search.otherPeoplesFingers, verification.search.swapped], [1, ['left_index', 'right_index'], []]);
    assert.equal(file.override.state, 'open');  // two people decide, as of every mismatch
    assert.equal(file.application.state, 'at_counter');
    const seen = JSON.stringify(answer.value);
    assert.ok(!seen.includes(other.familyName) && !seen.includes('candidates') && !/"P\d{4}"/.test(seen.replaceAll(`"${verification.personId}"`, '')));
  }
});

test('swapped hands are told as such, and taken again they agree', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  ok(await picture(client, at(reference, '/face'), demo(p.key, 'face.jpg'), 'image/jpeg'));
  const take = (position, from) => picture(client, at(reference, `/fingers/${position}`), demo(p.key, `${from}.png`), 'image/png');
  ok(await take('right_index', 'left_index'));
  ok(await take('left_index', 'right_index'));
  const { verification } = ok(await client.post(at(reference, '/verification'), {}));
  assert.deepEqual([verification.decision, verification.reasons], ['mismatch', ['swapped', 'fingers']]);
  assert.deepEqual(verification.search.swapped, [{ position: 'left_index', recordedAs: 'right_index' }, { position: 'right_index', recordedAs: 'left_index' }]);
  assert.equal(verification.search.handsSwapped, true);
  assert.equal(verification.search.otherPeople, 0);
  // the right index finger while the other place still has it: no repetition, as that place is known to be wrong
  ok(await take('right_index', 'right_index'));
  refused(await take('right_thumb', 'right_index'), 422, 'capture.repeated');
  ok(await take('left_index', 'left_index'));
  refused(await take('left_index', 'right_index'), 422, 'capture.repeated');
  assert.equal(ok(await client.post(at(reference, '/verification'), {})).verification.decision, 'match');
});

test('a finger taken for its neighbour is told although most agree', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  ok(await picture(client, at(reference, '/fingers/right_middle'), demo(p.key, 'right_ring.png'), 'image/png'));
  const { verification } = ok(await client.post(at(reference, '/verification'), {}));
  assert.deepEqual([verification.decision, verification.reasons, verification.search.handsSwapped], ['mismatch', ['swapped'], false]);
  assert.deepEqual(verification.search.swapped, [{ position: 'right_middle', recordedAs: 'right_ring' }]);
});

test('a registry that knows nobody and offers no search leaves verification as it was, and the file says so; a finger that it has is a duplicate', async () => {
  const p = person('morel-julien');
  await system.registry.kill('SIGTERM');
  const asked = [];
  let status = 404, found = '{"code":1,"message":"no"}';
  const plain = http.createServer((request, response) => {
    request.resume();
    asked.push(request.url.split('?')[0]);
    const offered = !request.url.startsWith('/v1/identify/');
    response.writeHead(offered ? 200 : status, { 'content-type': 'application/json' }).end(offered ? '[]' : found);
  });
  try {
    await new Promise((done) => plain.listen(system.registry.port, '127.0.0.1', done));
    for (status of [404, 501]) {
      const { reference, officer: client } = await compared(p);
      await captured(client, reference, p.key);
      const { verification } = ok(await client.post(at(reference, '/verification'), {}));
      assert.equal(verification.decision, 'no_record');
      assert.deepEqual([verification.search.searched, verification.search.notSearched], [[], ['left_index', 'right_index']]);
    }
    assert.equal(asked.filter((each) => each === '/v1/identify/FOREIGN_RESIDENTS').length, 2);  // asked once a file, not once a finger
    status = 500;
    const { reference, officer: client } = await compared(p);
    await captured(client, reference, p.key);
    refused(await client.post(at(reference, '/verification'), {}), 503, 'registry.unavailable');
    [status, found] = [200, '[{"personId":"P0042","rank":1,"score":612}]'];  // no more than OSIA requires
    const { verification } = ok(await client.post(at(reference, '/verification'), {}));
    assert.deepEqual([verification.found, verification.personId, verification.decision, verification.reasons], [false, null, 'mismatch', ['duplicate']]);
    assert.deepEqual([verification.search.otherPeople, verification.search.otherPeoplesFingers], [1, ['left_index', 'right_index']]);
    assert.ok(!JSON.stringify(verification).includes('P0042'));
  } finally {
    plain.closeAllConnections();
    await new Promise((done) => plain.close(done));
    await system.registry.start();
  }
});

test('another person at the counter is a mismatch, recorded and not passed on', async () => {
  const p = person('kim-seo-yeon');
  const { reference, officer: client } = await compared(p);
  await captured(client, reference, 'morel-julien');
  const file = ok(await client.post(at(reference, '/verification'), {}));
  assert.equal(file.verification.decision, 'mismatch');
  assert.equal(file.application.state, 'at_counter');
  assert.equal(file.application.deadline, null);
  assert.ok(!file.allowed.includes('consent'));
  refused(await client.post(at(reference, '/consent'), { language: 'vi', textVersion: file.consentVersion, applicantSignature: signature }), 409, 'application.event_refused');
});

test('nothing can be done before its time', async () => {
  const p = person('kim-seo-yeon');
  const { reference } = await filed(p);
  const client = await lan();
  refused(await client.post(at(reference, '/verification'), {}), 409, 'file.not_claimed');
  ok(await client.post(at(reference, '/claim'), {}));
  refused(await client.post(at(reference, '/verification'), {}), 409, 'application.need_comparison_settled');
  refused(await client.post(at(reference, '/send'), {}), 409, 'application.event_refused');
  ok(await client.post(at(reference, '/comparison'), { mrz: p.passport.mrz }));
  refused(await client.post(at(reference, '/verification'), {}), 409, 'application.need_face_captured');
});

// --- the end -----------------------------------------------------------------------------------------------------------
test('consent needs the present text and a signature; then the account is made', async () => {
  const p = person('kim-seo-yeon');
  const { reference, client: applicant, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  const { consentVersion } = ok(await client.post(at(reference, '/verification'), {}));
  const consent = (changes) => client.post(at(reference, '/consent'), { language: 'vi', textVersion: consentVersion, applicantSignature: signature, ...changes });
  refused(await consent({ textVersion: 'account-1999-01' }), 422, 'consent.text');
  refused(await consent({ language: 'xx' }), 422, 'consent.text');
  refused(await consent({ applicantSignature: [] }), 422, 'consent.signature');
  refused(await consent({ applicantSignature: [[[1, 1], [1, 1], [1, 1], [1, 1], [1, 1]]] }), 422, 'consent.signature');
  refused(await consent({ applicantSignature: [Array.from({ length: 5001 }, (_, i) => [i % 300, 1])] }), 422, 'consent.signature');
  refused(await consent({ signature }), 400, 'request.unknown_field');
  assert.equal(ok(await consent()).application.state, 'consented');
  const answers = await Promise.all([1, 2, 3].map(() => client.post(at(reference, '/send'), {})));
  assert.deepEqual(answers.map((each) => each.status).sort(), [200, 409, 409]);
  for (let i = 0; i < 200 && ok(await client.get(at(reference))).application.state === 'sent'; i++) await sleep(50);
  const file = ok(await client.get(at(reference)));
  assert.equal(file.application.state, 'account_created');
  assert.equal(file.outbox.state, 'answered');
  const seen = ok(await applicant.get(`/api/v1/applications/${reference}`));
  assert.equal(seen.state, 'account_created');
  assert.ok(seen.account.number);
});

test('a returned file tells the applicant why and forgets the visit', async () => {
  const p = person('morel-julien');
  const { reference, client: applicant, officer: client } = await compared(p);
  await captured(client, reference, p.key);
  refused(await client.post(at(reference, '/return'), { reason: 'x' }), 422, 'reason.missing');
  const reason = 'Thiếu bản chính thẻ tạm trú, xin mang theo lần sau';
  const file = ok(await client.post(at(reference, '/return'), { reason }));
  assert.equal(file.application.state, 'returned');
  assert.equal(file.claimedBy, null);
  assert.deepEqual([file.comparison, file.face, file.fingers], [[], null, []]);
  assert.equal(ok(await applicant.get(`/api/v1/applications/${reference}`)).return.reason, reason);
  refused(await client.post(at(reference, '/claim'), {}), 409, 'application.event_refused');
});

test('the registry out of reach stops verification, not the comparison, and costs nothing that was captured', async () => {
  const p = person('kim-seo-yeon');
  const { reference } = await filed(p);
  const client = await lan();
  ok(await client.post(at(reference, '/claim'), {}));
  await system.registry.kill('SIGTERM');
  try {
    const file = ok(await client.post(at(reference, '/comparison'), { mrz: p.passport.mrz }));
    assert.equal(file.registryAsked, false);
    await captured(client, reference, p.key);
    refused(await client.post(at(reference, '/verification'), {}), 503, 'registry.unavailable');
    assert.equal(ok(await client.get(at(reference))).application.state, 'at_counter');
  } finally {
    await system.registry.start();
  }
  assert.equal(ok(await client.post(at(reference, '/verification'), {})).verification.decision, 'match');
});

test('a child signs beside the representative', async () => {
  const p = person('sharma-arjun'), mother = person('sharma-anjali');
  const phone = `+8490${String(number + 1).padStart(7, '0')}`;
  const representative = { familyName: mother.familyName, givenNames: mother.givenNames, birthDate: mother.birthDate, sex: mother.sex, nationality: mother.nationality,
    documentNumber: mother.passport.number, personalNumber: '', relation: 'parent', phone, email: '' };
  const { reference, officer: client } = await compared(p, { overrides: { applicant: { phone: '', email: '' },
    top: { filedFor: 'child', representative, consents: { truth: true, account: true, biometrics: true, childAssent: true } } } });
  await captured(client, reference, p.key);
  const verified = ok(await client.post(at(reference, '/verification'), {}));
  assert.equal(verified.eligibilityToday.decision, 'guardian_required');
  assert.ok(verified.eligibilityToday.childAssentDue);
  const consent = (body) => client.post(at(reference, '/consent'), { language: 'vi', textVersion: verified.consentVersion, ...body });
  refused(await consent({ applicantSignature: signature }), 422, 'consent.representative');
  refused(await consent({ representativeSignature: signature }), 422, 'consent.signature');
  assert.ok(ok(await consent({ applicantSignature: signature, representativeSignature: signature })).consent.representativeSigned);
});

test('no log names anybody, and the audit chain holds', async () => {
  const log = system.serve.log();
  for (const secret of [...secrets, 'KIM', 'SEO YEON', 'MOREL']) assert.ok(!log.includes(secret), `the log holds ${secret}`);
  const audit = command('admin', 'audit', 'verify', '--data', system.dir);
  assert.equal(audit.code, 0, audit.out + audit.err);
});

let failed = 0;
for (const { name, body } of tests.filter((each) => !process.env.ONLY || each.name.includes(process.env.ONLY))) {
  try { await body(); console.log(`ok      ${name}`); } catch (error) { failed++; console.log(`FAILED  ${name}\n${error.stack}`); }
  await tidy();
}
await system.stop();
console.log(`${tests.length - failed} of ${tests.length} passed`);
process.exit(failed ? 1 : 0);
