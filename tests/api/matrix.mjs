// The authorisation matrix: every route of the served document x everyone who may call x every state of a file. What is
// expected follows from the permission table (x-callers, x-reach) and the life cycle (admin lifecycle); a slice of it stands
// below by hand, so that a wrong table fails too. Whatever is refused changes nothing.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect } from './lib.mjs';
import { Store } from './store.mjs';
import { png } from './png.mjs';
import { Client, command, startAll } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const hcm = 'pa08-ho-chi-minh';
const system = await startAll('api-matrix', { serve: ['--rate-scale', '1000'] });
const store = new Store(system.dir);
const demo = (...parts) => readFileSync(join(system.dir, 'demo', ...parts));
const officers = JSON.parse(demo('officers.json')).officers;
const api = (await new Client(system.url).get('/api/v1/openapi.json')).value;

// --- who ---------------------------------------------------------------------------------------------------------------
// anonymous, the owner, another applicant; the officer who holds the file, a colleague, an officer of another office, the
// supervisor of the office
const people = ['anonymous', 'owner', 'stranger', 'officer', 'colleague', 'elsewhere', 'supervisor'];
const roles = { anonymous: 'anyone', owner: 'applicant', stranger: 'applicant', officer: 'officer', colleague: 'officer', elsewhere: 'officer', supervisor: 'supervisor' };
const users = { officer: 'canbo1.hcm', colleague: 'canbo2.hcm', elsewhere: 'canbo1.hanoi', supervisor: 'phutrach.hcm' };
const phones = { owner: phone(1), stranger: phone(2) };
const clients = {};
async function signIn(who) {
  const client = new Client(system.url);
  if (phones[who]) await client.signIn(phones[who]);
  if (users[who]) {
    const { password } = officers.find((each) => each.user === users[who]);
    const code = /\b(\d{6})\b/.exec(command('admin', 'totp', users[who], '--data', system.dir).out)[1];
    assert.equal(expect(await client.post('/api/v1/staff/session', { user: users[who], password, code }), 200).role, roles[who]);
  }
  return client;
}
for (const who of people) clients[who] = await signIn(who);

// --- the life cycle, from the table itself -------------------------------------------------------------------------------
const eventOf = { 'Visit booked': 'book', 'Visit cancelled': 'cancel_booking', Corrected: 'correct', Withdrawn: 'withdraw', 'Opened at the counter': 'open_at_counter', Verified: 'verify', 'Consent recorded': 'consent', 'Sent to the authority': 'send', 'Returned for correction': 'return_for_correction' };
const legal = new Set();
const graph = command('admin', 'lifecycle', '--language', 'en').out;
for (const [, from, label] of graph.matchAll(/^ {2}(\w+) -> \w+ \[label="(.*)"\];$/gm))
  for (const [, words, actor] of label.matchAll(/(?:^|\\n)([^(\\]+) \((\w+)\)/g)) legal.add(`${from} ${eventOf[words] ?? words} ${actor}`);
const states = [...graph.matchAll(/^ {2}(\w+) \[label=/gm)].map((match) => match[1]);
const atTheDesk = ['at_counter', 'verified', 'consented'];

// --- a file in each state ------------------------------------------------------------------------------------------------
const files = {};
const send = (client, path, bytes, type) => client.post(path, bytes, { 'content-type': type });
const form = (n, who, { portrait = 'counter', front } = {}) =>
  filing(n, { applicant: { phone: phones[who] ?? phones.owner }, top: { portrait, ...(front ? { integration: [{ kind: 'vehicle', number: `51A-${n}`, front }] } : {}) } });
const freeSlot = async (client) => {
  const { days } = expect(await client.get(`/api/v1/offices/${hcm}/slots?days=30&party=1`), 200);
  const day = days.slice(1).find((each) => each.slots.some((slot) => slot.free > 3));
  return { office: hcm, date: day.date, time: day.slots.find((slot) => slot.free > 3).time };
};
async function make(state, n) {
  const { owner, officer } = clients;
  const portrait = expect(await send(owner, '/api/v1/portraits', png(200, 260), 'image/png'), 201).portraitId;
  const front = expect(await send(owner, '/api/v1/attachments', png(64, 40), 'image/png'), 201).attachmentId;
  const body = { requestKey: randomBytes(16).toString('hex'), filings: [form(n, 'owner', { portrait, front })] };
  const { reference } = expect(await owner.post('/api/v1/applications', body), 201).applications[0];
  const file = { state, n, reference, portrait, front, office: state === 'submitted' ? '' : hcm, slot: await freeSlot(owner) };
  if (state !== 'submitted') {
    expect(await owner.post('/api/v1/bookings', { references: [reference], ...file.slot }), 201);
    expect(await officer.post(`/api/v1/counter/${reference}/claim`, {}), 200);
    expect(await send(officer, `/api/v1/counter/${reference}/face`, demo('kim-seo-yeon', 'face.jpg'), 'image/jpeg'), 200);
    expect(await send(officer, `/api/v1/counter/${reference}/fingers/right_index`, demo('kim-seo-yeon', 'right_index.png'), 'image/png'), 200);
    await store.sql('UPDATE applications SET state=? WHERE reference=?', state, reference);
    if (!atTheDesk.includes(state)) await store.sql('UPDATE applications SET claimed_by=NULL, claimed_at=NULL WHERE reference=?', reference);
  }
  await store.keep(reference);
  return file;
}
for (const [i, state] of states.entries()) files[state] = await make(state, 100 + i);

// --- the routes ------------------------------------------------------------------------------------------------------------
const routes = Object.entries(api.paths).filter(([path]) => path.startsWith('/api/v1/')).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, callers: operation['x-callers'], reach: operation['x-reach'], fresh: operation['x-fresh-factor'], types: Object.keys(operation.requestBody?.content ?? {}) })));
const nameOf = (route) => `${route.method} ${route.path.replace('/api/v1', '')}`;
/** Ends the caller's own session: asked last. */
const isSignOut = (route) => nameOf(route) === 'DELETE /session';

/** A body that reaches the state of the file, and goes as far as it can without more preparation. */
const signature = { credential: 'AAAA', clientData: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' };  // nobody's
const bodies = {
  'POST /otp': () => ({ phone: 'x' }),
  'POST /otp/verify': () => ({ requestId: 'x', code: '000000' }),
  'POST /staff/session': () => ({ user: 'nobody', password: 'x', code: '000000' }),
  'POST /staff/session/challenge': () => ({ user: 'nobody', password: 'x' }),
  'POST /staff/session/key': () => signature,
  'POST /staff/activation': () => ({ user: 'nobody', activationCode: '7K3M-9QTX-4WZP-2H8C-VN6D', password: 'bốn con chó vàng' }),
  'POST /staff/activation/confirm': () => ({ user: 'nobody', activationCode: '7K3M-9QTX-4WZP-2H8C-VN6D', code: '000000' }),
  'POST /staff/step-up': () => ({ code: '000000' }),
  'POST /staff/step-up/key': () => signature,
  'POST /staff/keys': () => ({ name: 'Khóa', clientData: 'AAAA', attestationObject: 'AAAA' }),
  'PUT /draft': () => ({ revision: 0, draft: {} }),
  'POST /applications': () => ({ requestKey: 'feed'.repeat(8), filings: [] }),
  'PUT /applications/{reference}': (file, who) => ({ filing: form(file.n, who, who === 'owner' ? file : {}) }),
  'POST /bookings': (file) => ({ references: [file.reference], ...file.slot }),
  'POST /bookings/cancel': (file) => ({ references: [file.reference] }),
  'POST /counter/open': (file) => ({ code: file.reference }),
  'POST /counter/{reference}/comparison': () => ({ mrz: 'x' }),
  'POST /counter/{reference}/differences': () => ({ field: 'applicant.birthDate', accept: 'typed', reason: 'lý do đủ dài' }),
  'POST /counter/{reference}/fingers/{position}/missing': () => ({ reason: 'bandaged' }),
  'POST /counter/{reference}/override': () => ({ reason: 'lý do đủ dài' }),
  'POST /counter/{reference}/override/approval': () => ({ proposal: 1, reason: 'lý do đủ dài' }),
  'POST /counter/{reference}/override/refusal': () => ({ proposal: 1, reason: 'lý do đủ dài' }),
  'POST /counter/{reference}/consent': () => ({ language: 'xx', textVersion: 'x' }),
  'POST /counter/{reference}/return': () => ({ reason: 'lý do đủ dài' }),
};
const aboutAFile = (route) => /\{reference\}|\{id\}/.test(route.path) || ['POST /bookings', 'POST /bookings/cancel', 'POST /counter/open'].includes(nameOf(route));
function call(route, who, file) {
  const id = route.path.includes('/portraits/') ? file.portrait : file.front;
  const path = route.path.replace('{reference}', file.reference).replace('{id}', id).replace('{office}', hcm).replace('{position}', 'right_index').replace('{key}', '0'.repeat(16));
  const bytes = route.types.some((type) => type !== 'application/json');
  if (bytes) return send(clients[who], path, Buffer.from('x'), route.types.find((type) => type !== 'application/json'));
  const body = bodies[nameOf(route)]?.(file, who) ?? (route.types.length ? {} : undefined);
  return clients[who].call(route.method, path, body);
}

// --- what is expected ------------------------------------------------------------------------------------------------------
const denials = ['session.required', 'session.forbidden', 'session.origin', 'request.not_found', 'slip.unknown'];
const stateCodes = ['application.event_refused', 'application.actor_refused', 'application.need_claimed_by_actor', 'file.act', 'file.not_claimed', 'file.claimed', 'attachment.filed'];
const applicantsEvents = { 'POST /bookings': 'book', 'POST /bookings/cancel': 'cancel_booking', 'PUT /applications/{reference}': 'correct', 'POST /applications/{reference}/withdraw': 'withdraw' };
const officersEvents = { consent: 'consent', send: 'send', return: 'return_for_correction' };
const work = ['comparison', 'differences', 'face', 'fingers/{position}', 'fingers/{position}/missing', 'verification', 'override'];

const isOurs = (who, file) => file.office === '' || who !== 'elsewhere';
function inReach(route, who, file) {
  const mine = who === 'owner', ours = roles[who] !== 'applicant' && isOurs(who, file);
  return { nothing: true, own: mine, office: ours, own_or_office: mine || ours }[route.reach];
}
/** Whether state and claim let this act through; undefined where they have no say. */
function lets(route, who, file) {
  const name = nameOf(route), holds = atTheDesk.includes(file.state) && who === 'officer';
  if (applicantsEvents[name]) return legal.has(`${file.state} ${applicantsEvents[name]} applicant`);
  if (name === 'DELETE /attachments/{id}') return false;  // filed pictures stay
  const act = /^POST \/counter\/\{reference\}\/(.+)$/.exec(name)?.[1];
  if (act === 'claim') return holds || (!atTheDesk.includes(file.state) && legal.has(`${file.state} open_at_counter officer`));
  if (act === 'release') return !atTheDesk.includes(file.state) || holds || who === 'supervisor';
  if (officersEvents[act]) return holds && legal.has(`${file.state} ${officersEvents[act]} officer`);
  return work.includes(act) ? holds && file.state === 'at_counter' : undefined;
}
function expected(route, who, file) {
  if (!route.callers.includes(roles[who])) return who === 'anonymous' ? '401 session.required' : '403 session.forbidden';
  if (nameOf(route) === 'DELETE /staff/keys/{key}') return '404 request.not_found';  // nobody here has a key
  // the one place where another office's file is named: who shows the slip is sent to the right office
  if (nameOf(route) === 'POST /counter/open' && !isOurs(who, file)) return '409 slip.other_office';
  if (!inReach(route, who, file)) return route.path.includes('/counter/') ? '404 slip.unknown' : '404 request.not_found';
  return lets(route, who, file) === false ? 'refused by state' : 'open';
}
function seen({ status, value }) {
  const code = value?.code;
  if (denials.includes(code) || code === 'slip.other_office') return `${status} ${code}`;
  return status >= 400 && stateCodes.includes(code) ? 'refused by state' : 'open';
}

const cells = { asserted: 0 }, wrong = [];
async function cell(route, who, file) {
  const want = expected(route, who, file), answer = await call(route, who, file), got = seen(answer);
  const changed = aboutAFile(route) && await store.changed(file.reference);
  cells[want] = (cells[want] ?? 0) + 1;
  cells.asserted++;
  const where = `${who}, ${nameOf(route)}, ${file.state}`;
  // the reference to a picture that was never taken (a file nobody received) or drawn (nothing compared yet) is a 404 like any other
  const noPicture = (file.state === 'submitted' ? /\.(jpg|png)$/ : /agreement\.png$/).test(route.path) && want === 'open' && got === '404 request.not_found';
  if (got !== want && !noPicture) wrong.push(`${where}: ${got} (${answer.status} ${answer.value?.code ?? ''}) instead of ${want}`);
  if (changed && want !== 'open') wrong.push(`${where}: ${want}, yet the file has changed`);
  if (want === 'open' && answer.status >= 500) wrong.push(`${where}: ${answer.status}`);
}

// --- a slice by hand: everyone at every route, for a booked file (a filed picture, nobody's claim) ---------------------------
//                                                       anonymous owner stranger officer colleague elsewhere supervisor
const byHand = `
GET /config                                                 200 200 200 200 200 200 200
POST /otp                                                   422 422 422 422 422 422 422
POST /otp/verify                                            422 422 422 422 422 422 422
GET /session                                                200 200 200 200 200 200 200
DELETE /session                                             204 204 204 204 204 204 204
GET /openapi.json                                           200 200 200 200 200 200 200
POST /staff/session                                         401 401 401 401 401 401 401
POST /staff/session/challenge                               401 401 401 401 401 401 401
POST /staff/session/key                                     422 422 422 422 422 422 422
POST /staff/activation                                      401 401 401 401 401 401 401
POST /staff/activation/confirm                              401 401 401 401 401 401 401
POST /staff/step-up                                         401 403 403 422 422 422 422
POST /staff/step-up/challenge                               401 403 403 409 409 409 409
POST /staff/step-up/key                                     401 403 403 422 422 422 422
GET /staff/keys                                             401 403 403 200 200 200 200
POST /staff/keys                                            401 403 403 422 422 422 422
POST /staff/keys/challenge                                  401 403 403 201 201 201 201
DELETE /staff/keys/{key}                                    401 403 403 404 404 404 404
GET /draft                                                  401 404 404 403 403 403 403
PUT /draft                                                  401 200 200 403 403 403 403
POST /portraits                                             401 415 415 403 403 403 403
GET /portraits/{id}                                         401 200 404 200 200 404 200
POST /attachments                                           401 415 415 403 403 403 403
GET /attachments/{id}                                       401 200 404 200 200 404 200
DELETE /attachments/{id}                                    401 409 404 403 403 403 403
POST /applications                                          401 422 422 403 403 403 403
GET /applications                                           401 200 200 403 403 403 403
GET /applications/{reference}                               401 200 404 403 403 403 403
PUT /applications/{reference}                               401 200 404 403 403 403 403
GET /applications/{reference}/filing                        401 200 404 403 403 403 403
POST /applications/{reference}/withdraw                     401 200 404 403 403 403 403
GET /applications/{reference}/slip.pdf                      401 200 404 403 403 403 403
GET /offices                                                200 200 200 200 200 200 200
GET /offices/{office}/slots                                 200 200 200 200 200 200 200
POST /bookings                                              401 201 404 403 403 403 403
POST /bookings/cancel                                       401 204 404 403 403 403 403
GET /counter/day                                            401 403 403 200 200 200 200
POST /counter/open                                          401 403 403 200 200 409 200
GET /counter/{reference}                                    401 403 403 200 200 404 200
GET /counter/{reference}/face.jpg                           401 403 403 200 200 404 200
GET /counter/{reference}/fingers/{position}.png             401 403 403 200 200 404 200
GET /counter/{reference}/fingers/{position}/agreement.png   401 403 403 404 404 404 404
POST /counter/{reference}/claim                             401 403 403 200 200 404 200
POST /counter/{reference}/release                           401 403 403 200 200 404 200
POST /counter/{reference}/comparison                        401 403 403 409 409 404 409
POST /counter/{reference}/differences                       401 403 403 409 409 404 409
POST /counter/{reference}/face                              401 403 403 409 409 404 409
POST /counter/{reference}/fingers/{position}                401 403 403 409 409 404 409
POST /counter/{reference}/fingers/{position}/missing        401 403 403 409 409 404 409
POST /counter/{reference}/verification                      401 403 403 409 409 404 409
POST /counter/{reference}/override                          401 403 403 409 409 404 409
POST /counter/{reference}/override/approval                 401 403 403 403 403 403 409
POST /counter/{reference}/override/refusal                  401 403 403 403 403 403 409
POST /counter/{reference}/consent                           401 403 403 409 409 404 409
POST /counter/{reference}/send                              401 403 403 409 409 404 409
POST /counter/{reference}/return                            401 403 403 409 409 404 409
POST /callbacks/authority                                   401 401 401 401 401 401 401
`.trim().split('\n').map((line) => line.trim().split(/ {2,}/)).map(([name, statuses]) => ({ name, statuses: statuses.split(' ').map(Number) }));

await checks('api.matrix', {
  async the_life_cycle_and_the_routes_are_read() {
    assert.equal(states.length, 11);
    assert.ok(legal.has('at_counter verify officer') && legal.has('booked withdraw applicant') && legal.has('booked correct applicant') && !legal.has('sent withdraw applicant'));
    assert.ok(routes.length > 40);
  },
  async the_slice_by_hand_names_every_route_and_holds() {
    assert.deepEqual(byHand.map((each) => each.name).sort(), routes.map(nameOf).sort());
    for (const { name, statuses } of byHand.filter((each) => each.name !== 'DELETE /session')) {
      const route = routes.find((each) => nameOf(each) === name);
      for (const [i, who] of people.entries()) {
        if (name === 'PUT /draft') await store.sql('DELETE FROM drafts');
        const answer = await call(route, who, files.booked);
        if (aboutAFile(route)) await store.changed(files.booked.reference);
        assert.equal(answer.status, statuses[i], `${who}, ${name}: ${answer.status} ${answer.value?.code ?? ''}`);
      }
    }
  },
  async every_cell_is_as_the_table_and_the_life_cycle_say() {
    for (const route of routes.filter((each) => !isSignOut(each))) {
      await store.sql('UPDATE sessions SET verified_at = ?', Date.now());  // fresh factors, however slow the machine
      for (const who of people)
        for (const file of aboutAFile(route) ? Object.values(files) : [files.booked]) await cell(route, who, file);
    }
    const whole = routes.filter((each) => !isSignOut(each)).reduce((sum, each) => sum + people.length * (aboutAFile(each) ? states.length : 1), 0);
    assert.equal(cells.asserted, whole);
    console.log(`     ${routes.length} routes, ${people.length} people, ${states.length} states: ${JSON.stringify(cells)}`);
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} cells`);
    assert.ok(cells['404 slip.unknown'] > 100 && cells['404 request.not_found'] > 50 && cells['refused by state'] > 300 && cells.open > 300);
  },
  async a_thing_of_somebody_else_and_a_thing_that_is_not_there_answer_alike() {
    const blank = (answer) => JSON.stringify({ ...answer.value, requestId: '' }) + answer.status;
    const nowhere = { ...files.booked, reference: 'MC-0000-0000-0', portrait: '0'.repeat(32), front: '0'.repeat(32) };
    for (const route of routes.filter(aboutAFile)) {
      const who = route.path.includes('/counter/') ? 'elsewhere' : 'stranger';
      if (nameOf(route) === 'POST /counter/open') continue;  // the exception, above
      assert.equal(blank(await call(route, who, files.at_counter)), blank(await call(route, who, nowhere)), nameOf(route));
    }
  },
  async acts_that_bind_need_a_second_factor_of_the_last_five_minutes() {
    // by hand, so that a wrong table fails: these and no others
    const sensitive = ['POST /counter/{reference}/differences', 'POST /counter/{reference}/override', 'POST /counter/{reference}/override/approval', 'POST /counter/{reference}/override/refusal', 'POST /counter/{reference}/send', 'POST /staff/keys', 'POST /staff/keys/challenge', 'DELETE /staff/keys/{key}'];
    assert.deepEqual(routes.filter((each) => each.fresh).map(nameOf).sort(), sensitive.sort());
    await store.sql("UPDATE sessions SET verified_at = verified_at - 300000 WHERE role IN ('officer', 'supervisor')");
    for (const route of routes.filter((each) => !isSignOut(each)))
      for (const who of people) {
        const { status, value } = await call(route, who, files.consented);
        const changed = aboutAFile(route) && await store.changed(files.consented.reference);
        const stopped = sensitive.includes(nameOf(route)) && route.callers.includes(roles[who]);
        assert.equal(value?.code === 'session.step_up_needed', stopped, `${who}, ${nameOf(route)}: ${status} ${value?.code ?? ''}`);
        if (stopped) assert.ok(status === 403 && !changed, `${who}, ${nameOf(route)}`);
      }
  },
  async a_session_is_worth_nothing_after_signing_out() {
    for (const who of people) {
      const { cookie } = clients[who];
      const answer = await clients[who].call('DELETE', '/api/v1/session');
      assert.equal(answer.status, 204, who);
      clients[who].cookie = cookie;
      for (const path of ['/api/v1/draft', '/api/v1/counter/day', `/api/v1/portraits/${files.booked.portrait}`]) assert.equal((await clients[who].get(path)).status, 401, `${who} ${path}`);
    }
    store.end();
    await system.stop();
  },
});
