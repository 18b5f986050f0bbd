// Security keys and step-up over HTTP, with a key made of node's crypto: from an account with a code only to one that signs in by
// key; what a sensitive act does with a stale second factor; what happens to the old token.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { addOfficer, codeOf } from './officer.mjs';
import { assert, checks, expect, serve } from './lib.mjs';
import { Store } from './store.mjs';
import { Client } from '../lib/motcua.mjs';

const password = 'hai con mèo đen';
const server = await serve('keys', ['--rate-scale', '100']);
const store = new Store(server.dir);
const origin = `http://localhost:${server.port}`;
for (const user of ['lan.tran', 'minh.le']) addOfficer(server.dir, user, password);

// --- a security key
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
class Token {
  constructor() {
    this.id = randomBytes(32);
    this.counter = 0;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.secret = privateKey;
    const { x, y } = publicKey.export({ format: 'jwk' });
    this.cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
  }
  head(flags, rp = 'localhost') {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rp), Buffer.from([flags]), counter]);
  }
  clientData(type, challenge, from = origin) { return Buffer.from(JSON.stringify({ type: `webauthn.${type}`, challenge, origin: from, crossOrigin: false })); }
  make(challenge) {
    const size = Buffer.from([0, this.id.length]);
    const data = Buffer.concat([this.head(0x45), Buffer.alloc(16), size, this.id, this.cose]);
    const cbor = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'), Buffer.from([data.length]), data]);
    return { clientData: this.clientData('create', challenge).toString('base64url'), attestationObject: cbor.toString('base64url') };
  }
  sign(challenge, { from = origin, flags = 0x05, rp } = {}) {
    this.counter++;
    const clientData = this.clientData('get', challenge, from), authenticatorData = this.head(flags, rp);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), this.secret);
    return Object.fromEntries(Object.entries({ credential: this.id, clientData, authenticatorData, signature }).map(([name, bytes]) => [name, bytes.toString('base64url')]));
  }
}

// --- an officer
const keys = '/api/v1/staff/keys', session = '/api/v1/staff/session', stepUp = '/api/v1/staff/step-up';
/** A code works once: each account's next one is 30 s away, unless the store forgets the last. */
async function freshCode(user) {
  await store.sql('DELETE FROM totp_used');
  return codeOf(server.dir, user);
}
async function byCode(user) {
  const client = new Client(server.url);
  expect(await client.post(session, { user, password, code: await freshCode(user) }), 200);
  return client;
}
async function byKey(user, token) {
  const client = new Client(server.url);
  const { challenge } = expect(await client.post(`${session}/challenge`, { user, password }), 201);
  expect(await client.post(`${session}/key`, token.sign(challenge)), 200);
  return client;
}
const makeStale = () => store.sql('UPDATE sessions SET verified_at = verified_at - 300000');
const addKey = async (client, token, name = 'Khóa ở quầy') => client.post(keys, { name, ...token.make(expect(await client.post(`${keys}/challenge`, {}), 201).challenge) });
const actions = async () => (await store.sql("SELECT action, count(*) FROM audit WHERE action LIKE 'staff.%' GROUP BY action")).map(([action, count]) => `${action} ${count}`);

const token = new Token(), second = new Token();
let lan;
await checks('api.keys', {
  async an_account_without_keys_is_told_to_use_the_code() {
    const client = new Client(server.url);
    expect(await client.post(`${session}/challenge`, { user: 'lan.tran', password }), 409, 'staff.key_none');
    expect(await client.post(`${session}/challenge`, { user: 'lan.tran', password: 'hai con mèo tráng' }), 401, 'staff.sign_in');
    expect(await client.post(`${session}/challenge`, { user: 'nobody', password }), 401, 'staff.sign_in');
  },
  async a_key_is_added_right_after_a_sign_in_with_the_code() {
    lan = await byCode('lan.tran');
    assert.deepEqual(expect(await lan.get(keys), 200), { keys: [] });
    const asked = expect(await lan.post(`${keys}/challenge`, {}), 201);
    assert.equal(asked.relyingParty, 'localhost');
    assert.equal(asked.expiresIn, 120);
    assert.equal(asked.user.name, 'lan.tran');
    assert.deepEqual(asked.algorithms, [-7, -8, -257]);
    assert.equal(Buffer.from(asked.challenge, 'base64url').length, 32);
    const added = expect(await lan.post(keys, { name: ' Khóa  ở quầy ', ...token.make(asked.challenge) }), 201);
    assert.equal(added.keys.length, 1);
    assert.equal(added.keys[0].name, 'Khóa ở quầy');
    assert.equal(added.keys[0].usedAt, null);
  },
  async the_key_signs_in_and_the_answer_names_no_secret() {
    const client = await byKey('lan.tran', token);
    const listed = expect(await client.get(keys), 200);
    assert.ok(listed.keys[0].usedAt > 0);
    assert.ok(!JSON.stringify(listed).includes(token.id.toString('base64url')));
    assert.equal((await client.get('/api/v1/counter/day')).status, 200);
  },
  async a_challenge_serves_once_and_only_its_own_origin_party_and_user() {
    const client = new Client(server.url);
    const ask = async () => expect(await client.post(`${session}/challenge`, { user: 'lan.tran', password }), 201).challenge;
    const refused = async (given, why) => assert.equal(expect(await client.post(`${session}/key`, given), 422, 'staff.key_refused').detail, why);
    await refused(token.sign(randomBytes(32).toString('base64url')), 'challenge');
    await refused(token.sign(await ask(), { from: 'http://evil.example' }), 'origin');
    await refused(token.sign(await ask(), { from: server.url }), 'origin');  // 127.0.0.1 is no name
    await refused(token.sign(await ask(), { rp: 'evil.example' }), 'relying-party');
    await refused(token.sign(await ask(), { flags: 0x01 }), 'user-verification');
    await refused(second.sign(await ask()), 'credential');
    const once = await ask();
    expect(await client.post(`${session}/key`, token.sign(once)), 200);
    await refused(token.sign(once), 'challenge');
    const late = await ask();
    await store.sql('UPDATE key_challenges SET expires_at = expires_at - 120000');
    await refused(token.sign(late), 'challenge');
    const copied = await ask();
    token.counter -= 3;
    await refused(token.sign(copied), 'counter');
    token.counter += 10;
  },
  async sign_in_gives_a_new_token_and_the_old_one_is_refused() {
    const client = await byCode('minh.le'), { cookie } = client;
    expect(await client.post(session, { user: 'minh.le', password, code: await freshCode('minh.le') }), 200);
    assert.notEqual(client.cookie, cookie);
    const old = new Client(server.url);
    old.cookie = cookie;
    assert.equal((await old.get('/api/v1/counter/day')).status, 401);
    assert.equal((await client.get('/api/v1/counter/day')).status, 200);
  },
  async a_step_up_gives_a_new_token_and_the_old_one_is_refused() {
    const client = await byCode('minh.le');
    const { cookie, csrf } = client;
    const until = Number((await store.sql('SELECT max(expires_at) FROM sessions'))[0][0]);
    const answer = expect(await client.post(stepUp, { code: await freshCode('minh.le') }), 200);
    assert.notEqual(client.cookie, cookie);
    assert.notEqual(answer.csrf, csrf);
    const old = new Client(server.url);
    old.cookie = cookie;
    assert.equal((await old.get('/api/v1/counter/day')).status, 401);
    assert.equal((await client.get('/api/v1/counter/day')).status, 200);
    assert.equal(Number((await store.sql('SELECT max(expires_at) FROM sessions'))[0][0]), until, 'a step-up does not lengthen the twelve hours');
  },
  async a_sensitive_act_with_a_stale_factor_is_refused_until_it_is_shown_again() {
    lan = await byCode('lan.tran');
    await makeStale();
    expect(await lan.post(`${keys}/challenge`, {}), 403, 'session.step_up_needed');
    expect(await lan.post('/api/v1/counter/MC-0000-0000-0/send', {}), 403, 'session.step_up_needed');
    assert.equal((await lan.get('/api/v1/counter/day')).status, 200);  // the rest of the work goes on
    expect(await lan.post(stepUp, { code: '000000' }), 422, 'staff.code');
    expect(await lan.post(`${keys}/challenge`, {}), 403, 'session.step_up_needed');
    expect(await lan.post(stepUp, { code: await freshCode('lan.tran') }), 200);
    expect(await lan.post(`${keys}/challenge`, {}), 201);
  },
  async a_key_confirms_as_well_and_only_in_the_session_that_was_asked() {
    const other = await byCode('lan.tran');
    await makeStale();
    const elsewhere = expect(await other.post(`${stepUp}/challenge`, {}), 201).challenge;
    expect(await lan.post(`${stepUp}/key`, token.sign(elsewhere)), 422, 'staff.key_refused');
    const { challenge, credentials } = expect(await lan.post(`${stepUp}/challenge`, {}), 201);
    assert.deepEqual(credentials, [token.id.toString('base64url')]);
    const { cookie } = lan;
    expect(await lan.post(`${stepUp}/key`, token.sign(challenge)), 200);
    assert.notEqual(lan.cookie, cookie);
    expect(await addKey(lan, second, 'Khóa cất giữ'), 201);
  },
  async a_key_is_nobody_elses_and_is_not_added_twice() {
    const minh = await byCode('minh.le');
    expect(await addKey(minh, second), 409, 'staff.key_known');
    const { keys: hers } = expect(await lan.get(keys), 200);
    expect(await minh.call('DELETE', `${keys}/${hers[0].id}`), 404, 'request.not_found');
    expect(await addKey(minh, new Token(), ''), 422, 'staff.key_name');
  },
  async a_removed_key_is_worth_nothing_and_other_sessions_end_at_once() {
    const thief = await byKey('lan.tran', second);
    const { keys: mine } = expect(await lan.get(keys), 200);
    const lost = mine.find((each) => each.name === 'Khóa cất giữ');
    const left = expect(await lan.call('DELETE', `${keys}/${lost.id}`), 200);
    assert.deepEqual(left.keys.map((each) => each.name), ['Khóa ở quầy']);
    assert.equal((await thief.get('/api/v1/counter/day')).status, 401);
    assert.equal((await lan.get('/api/v1/counter/day')).status, 200);
    const client = new Client(server.url);
    const { challenge, credentials } = expect(await client.post(`${session}/challenge`, { user: 'lan.tran', password }), 201);
    assert.equal(credentials.length, 1);
    expect(await client.post(`${session}/key`, second.sign(challenge)), 422, 'staff.key_refused');
  },
  async everything_stands_in_the_audit_chain() {
    const seen = (await actions()).map((each) => each.split(' ')[0]);
    for (const action of ['staff.signed_in', 'staff.sign_in_failed', 'staff.stepped_up', 'staff.step_up_failed', 'staff.key_added', 'staff.key_removed', 'staff.key_copied']) assert.ok(seen.includes(action), action);
    assert.ok(!server.log().includes('Khóa'), 'the log names a key');
    store.end();
    await server.kill('SIGTERM');
  },
});
