// Retention from the outside (ASVS 14.2.7): times are set back in the store, then the server's daily run or the command erases what
// is due and nothing else; what is erased cannot be read again, because its key is gone.
import { randomBytes } from 'node:crypto';
import { assert, checks, expect } from './lib.mjs';
import { png } from './png.mjs';
import { Store } from './store.mjs';
import { Client, Process, command, freePort, temporaryFolder, until } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const day = 24 * 3600e3, dir = temporaryFolder('api-retention');
const server = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '1000'], dir).start();
let store = new Store(dir), number = 0;

async function applicant() {
  const client = new Client(server.url);
  client.phone = phone(++number);
  await client.signIn(client.phone);
  return client;
}
const picture = async (client, kind) => Object.values(expect(await client.post(`/api/v1/${kind}`, kind === 'portraits' ? png(200, 260) : png(64, 40), { 'content-type': 'image/png' }), 201)).find((each) => /^[0-9a-f]{32}$/.test(each));
/** A filed application with pictures; `state` and age as wished. */
async function file(state, days) {
  const client = await applicant();
  const portrait = await picture(client, 'portraits'), front = await picture(client, 'attachments');
  const body = filing(number, { applicant: { phone: client.phone }, top: { portrait, integration: [{ kind: 'vehicle', number: `51A-${number}`, front }] } });
  const { reference } = expect(await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [body] }), 201).applications[0];
  const at = Date.now() - days * day;
  await store.sql('UPDATE applications SET state=?, updated_at=? WHERE reference=?', state, at, reference);
  await store.sql('UPDATE history SET at=? WHERE reference=?', at, reference);
  await store.sql('UPDATE portraits SET created_at=created_at-? WHERE id=?', 4000 * day, portrait);
  return { reference, client, portrait, front, state, days, body };
}
const there = async ({ reference }) => (await store.sql('SELECT count(*) FROM applications WHERE reference=?', reference))[0][0] === 1;
/** Rows that still speak of the file, and keys that would open it. */
async function traces({ reference, portrait, front }) {
  const tables = ['history', 'bookings', 'claims', 'comparisons', 'differences', 'captures', 'verifications', 'overrides', 'consents', 'notifications', 'outbox', 'portraits', 'attachments', 'applications'];
  let count = 0;
  for (const table of tables) count += (await store.sql(`SELECT count(*) FROM ${table} WHERE reference=?`, reference))[0][0];
  const keys = (await store.sql('SELECT count(*) FROM data_keys WHERE record IN (?,?,?)', `application:${reference}`, `portrait:${portrait}`, `attachment:${front}`))[0][0];
  return count + keys;
}
const notes = async (subject) => (await store.sql("SELECT detail FROM audit WHERE action='retention.erased' AND subject=?", subject)).map(([detail]) => JSON.parse(detail).kind);
const retention = (...args) => command('admin', 'retention', '--data', dir, '--language', 'en', ...args);
const counts = (run) => { assert.equal(run.code, 0, run.err); return Object.fromEntries([...run.out.matchAll(/^(\w+) +(\d+)/gm)].map(([, kind, count]) => [kind, Number(count)])); };
const restarted = async (...args) => { await server.kill('SIGTERM'); server.args = ['--demo', '--rate-scale', '1000', ...args]; await server.start(); };
const logged = (event) => server.log().split('\n').filter((line) => line.includes(`"event":"${event}"`)).map((line) => JSON.parse(line));

const open = [], due = [];
await checks('api.retention', {
  async a_dry_run_beside_the_server_counts_by_kind_and_changes_nothing() {
    for (const state of ['at_counter', 'verified', 'consented', 'sent']) open.push(await file(state, 20000));
    open.push(await file('submitted', 100), await file('withdrawn', 20), await file('account_created', 1000));
    const booked = await file('booked', 400);  // comes tomorrow
    await store.sql("INSERT INTO bookings(reference, office, date, time, created_at) VALUES(?,'pa08-ho-chi-minh',?,'08:00',0)", booked.reference, new Date(Date.now() + 2 * day).toISOString().slice(0, 10));
    open.push(booked);
    due.push(await file('withdrawn', 31), await file('submitted', 181), await file('no_show', 181), await file('rejected', 1830), await file('account_created', 1830));
    const missed = await file('booked', 400);
    await store.sql("INSERT INTO bookings(reference, office, date, time, created_at) VALUES(?,'pa08-ho-chi-minh',?,'08:00',0)", missed.reference, new Date(Date.now() - 200 * day).toISOString().slice(0, 10));
    due.push(missed);
    for (const each of [...open, ...due]) await store.keep(each.reference);
    const found = counts(retention('--dry-run'));
    assert.deepEqual([found.withdrawn, found.expired, found.finished, found.draft, found.picture], [1, 3, 2, 0, 0], JSON.stringify(found));
    for (const each of [...open, ...due]) assert.ok(!await store.changed(each.reference));
  },
  async beside_a_running_server_only_counting_is_allowed() {
    const refused = retention();
    assert.notEqual(refused.code, 0);
    assert.match(refused.err, /erases every day by itself/);
    for (const each of due) assert.ok(await there(each));
  },
  async the_run_of_the_server_erases_what_is_due_with_its_keys_and_nothing_else() {
    await restarted();
    await until('the erasure', async () => !(await there(due.at(-1))) && logged('retention.done').length > 1);
    const kinds = { withdrawn: 'withdrawn', submitted: 'expired', no_show: 'expired', booked: 'expired', rejected: 'finished', account_created: 'finished' };
    for (const each of due) {
      assert.equal(await traces(each), 0, each.state);
      assert.deepEqual(await notes(each.reference), [kinds[each.state]]);
    }
    for (const each of open) {
      assert.ok(!await store.changed(each.reference), each.state);
      assert.deepEqual(await notes(each.reference), []);
      assert.ok(await traces(each) > 3);
    }
    assert.equal(logged('retention.done').at(-1).files, due.length);
    for (const each of due) assert.ok(!server.log().includes(each.reference));
  },
  async the_owner_sees_no_trace_and_may_file_again() {
    const { client, reference, body } = due[0];
    assert.deepEqual(expect(await client.get('/api/v1/applications'), 200).applications, []);
    expect(await client.get(`/api/v1/applications/${reference}`), 404, 'request.not_found');
    const { integration, ...again } = { ...body, portrait: 'counter' };
    assert.ok(integration);
    expect(await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [again] }), 201);
  },
  async drafts_and_pictures_that_nobody_filed_go_together() {
    const [old, young] = [await applicant(), await applicant()];
    const left = [];
    for (const client of [old, young]) {
      expect(await client.put('/api/v1/draft', { revision: 0, draft: {} }), 200);
      left.push(await picture(client, 'portraits'));
    }
    const lone = await picture(await applicant(), 'portraits');
    await store.sql('UPDATE portraits SET created_at=created_at-? WHERE reference IS NULL', 31 * day);
    const owners = (await store.sql('SELECT owner FROM drafts ORDER BY updated_at')).flat();
    await store.sql('UPDATE drafts SET updated_at=updated_at-? WHERE owner=?', 31 * day, owners[0]);
    assert.deepEqual([counts(retention('--dry-run')).draft, counts(retention('--dry-run')).picture], [1, 1]);  // a living draft holds its pictures
    await restarted('--retention-seconds', '1');
    await until('the drafts', async () => (await store.sql('SELECT count(*) FROM drafts'))[0][0] === owners.length - 1);
    await until('the pictures', async () => (await store.sql('SELECT count(*) FROM portraits WHERE id IN (?,?)', left[0], lone))[0][0] === 0);
    assert.deepEqual(await store.sql('SELECT count(*) FROM data_keys WHERE record IN (?,?,?)', `portrait:${left[0]}`, `portrait:${lone}`, `draft:${owners[0]}`), [[0]]);
    assert.equal((await store.sql('SELECT count(*) FROM portraits WHERE id=?', left[1]))[0][0], 1);
    assert.deepEqual([await notes(`draft:${owners[0]}`), await notes(`portrait:${lone}`)], [['draft'], ['picture']]);
  },
  async it_runs_again_while_serving() {
    const late = await file('withdrawn', 31);
    await until('the next run', async () => !(await there(late)));
    assert.equal(await traces(late), 0);
  },
  async without_a_server_the_command_erases_and_says_what() {
    await restarted();
    const alone = await file('withdrawn', 31);
    const ended = await applicant();
    await store.sql('UPDATE sessions SET last_seen=last_seen-?, expires_at=expires_at-?', day, 2 * day);
    await store.sql('UPDATE otp SET created_at=created_at-?', 2 * day);
    await store.sql('UPDATE submissions SET at=at-?', 31 * day);
    await store.sql("UPDATE outbox SET delivered_at=1, state='delivered'");
    await server.kill('SIGTERM');
    store.end();
    await new Promise((done) => store.child.on('exit', done));
    const done = counts(retention());
    assert.equal(done.withdrawn, 1, JSON.stringify(done));
    for (const kind of ['session', 'code', 'outbox', 'request']) assert.ok(done[kind] > 0, `${kind}: ${JSON.stringify(done)}`);
    assert.equal(done.audit, 0);
    assert.deepEqual(Object.values(counts(retention())), Object.values(counts(retention())).map(() => 0));
    const chain = command('admin', 'audit', 'verify', '--data', dir);
    assert.equal(chain.code, 0, chain.out + chain.err);
    await server.start();
    store = new Store(dir);
    assert.equal(await traces(alone), 0);
    expect(await ended.get('/api/v1/applications'), 401, 'session.required');
    for (const each of open) assert.ok(await there(each), each.state);
    store.end();
    await server.kill('SIGTERM');
  },
});
