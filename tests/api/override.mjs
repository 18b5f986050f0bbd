// Two people for sending a file in spite of a mismatch (ASVS 2.3.5): one proposes, a supervisor who is somebody else decides, over
// just the data that were proposed. Everything that one person alone might try is refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect } from './lib.mjs';
import { addOfficer } from './officer.mjs';
import { Store } from './store.mjs';
import { captured, filed } from '../lib/desk.mjs';
import { Client, command, sleep, startAll, until } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const system = await startAll('api-override', { authority: ['--delay-ms', '100'], serve: ['--rate-scale', '100'] });
const store = new Store(system.dir);
const picture = (name) => readFileSync(join(system.dir, 'demo', name));
const people = JSON.parse(picture('people.json')).people;
const signature = [[[10, 40], [30, 20], [60, 45], [90, 20], [120, 50]], [[20, 60], [130, 62]]];
const because = 'Đã xem hộ chiếu và thẻ gốc, khuôn mặt đúng người';  // looked for in the store and the logs

// --- who ---------------------------------------------------------------------------------------------------------------
async function signedIn(user, password) {
  const client = new Client(system.url);
  const code = /\b(\d{6})\b/.exec(command('admin', 'totp', user, '--data', system.dir).out)[1];
  client.name = expect(await client.post('/api/v1/staff/session', { user, password, code }), 200).name;
  return client;
}
const demo = (user) => signedIn(user, JSON.parse(picture('officers.json')).officers.find((each) => each.user === user).password);
async function added(user, role) {
  const password = 'một mật khẩu dài của bài thử';
  addOfficer(system.dir, user, password, { name: `Người thử ${user}`, role });
  return signedIn(user, password);
}
const desk = await demo('canbo1.hcm'), colleague = await demo('canbo2.hcm'), chief = await demo('phutrach.hcm'), elsewhere = await demo('canbo1.hanoi');
const second = await added('phutrach2.hcm', 'supervisor');
const freshen = () => store.sql('UPDATE sessions SET verified_at = ?', Date.now());

// --- files -------------------------------------------------------------------------------------------------------------
let number = 0;
const post = async (client, path, body) => { await freshen(); return client.post(path, body); };
const seen = async (at, client = desk) => expect(await client.get(at), 200);
const state = async (at, client = desk) => (await seen(at, client)).override?.state ?? null;

/** Filed, compared and captured; `changes` are typed at home. */
async function arrived(key, changes = {}) {
  const owner = new Client(system.url);
  await owner.signIn(phone(++number));
  const file = await filed(owner, system.dir, key, { phone: phone(number), ...changes });
  return { ...file, at: `/api/v1/counter/${file.reference}` };
}
const capture = (client, at, from, name, type) => client.post(`${at}/${name === 'face' ? 'face' : `fingers/${name}`}`, picture(`${from}/${name}.${type === 'image/jpeg' ? 'jpg' : 'png'}`), { 'content-type': type });
const verify = async (at, client = desk) => expect(await client.post(`${at}/verification`, {}), 200);

/** Another person's face and fingers: the registry says no. */
async function mismatched() {
  const { at, person, ...rest } = await arrived('kim-seo-yeon');
  expect(await desk.post(`${at}/claim`, {}), 200);
  expect(await desk.post(`${at}/comparison`, { mrz: person.passport.mrz }), 200);
  expect(await capture(desk, at, 'morel-julien', 'face', 'image/jpeg'), 200);
  for (const finger of ['right_index', 'left_index']) expect(await capture(desk, at, 'morel-julien', finger, 'image/png'), 200);
  assert.equal((await verify(at)).verification.decision, 'mismatch');
  return { at, person, ...rest };
}
/** A value that the officer accepts although the passport says otherwise; the registry's biometrics agree. */
async function contradicted() {
  const file = await arrived('kim-seo-yeon', { changes: { sex: 'M' } });
  await captured(desk, system.dir, file);
  const before = (await seen(file.at)).comparison.find((row) => row.field === 'applicant.sex');
  assert.equal(before.verdict, 'different');
  expect(await post(desk, `${file.at}/differences`, { field: 'applicant.sex', accept: 'typed', reason: 'Người nộp nói hộ chiếu in sai' }), 200);
  return file;
}
const propose = (at, client = desk, reason = because) => post(client, `${at}/override`, { reason });
const proposal = async (at, client = chief) => (await seen(at, client)).override.proposal.id;
const approve = async (at, client, id) => post(client, `${at}/override/approval`, { proposal: id ?? await proposal(at, client), reason: 'Tôi đã tự so mặt với hộ chiếu' });
const decline = async (at, client, id) => post(client, `${at}/override/refusal`, { proposal: id ?? await proposal(at, client), reason: 'Hãy lấy lại vân tay khi tay khô' });
/** Withdrawn, so that the same passport may come again. */
async function done({ at, client, reference }) {
  if ((await seen(at, chief)).application.state === 'sent' || (await seen(at, chief)).application.state === 'account_created') return;
  await post(second, `${at}/claim`, { reason: 'dọn dẹp sau bài thử' });
  await second.post(`${at}/return`, { reason: 'dọn dẹp sau bài thử' });
  await client.post(`/api/v1/applications/${reference}/withdraw`);
}
const audited = async (reference) => (await store.sql('SELECT action, actor FROM audit WHERE subject=? ORDER BY seq', reference)).map(([action, actor]) => ({ action, actor }));

await checks('api.override', {
  async a_mismatch_stops_the_file_and_nobody_goes_on_alone() {
    const file = await mismatched(), { at } = file;
    const shown = await seen(at);
    assert.deepEqual([shown.application.state, shown.override.state, shown.override.mismatch, shown.override.registryAnswered, shown.override.proposal], ['at_counter', 'open', true, true, null]);
    expect(await post(desk, `${at}/consent`, { language: 'vi', textVersion: shown.consentVersion, applicantSignature: signature }), 409, 'application.event_refused');
    expect(await approve(at, chief, 1), 409, 'override.none');
    expect(await propose(at, colleague), 409, 'file.claimed');
    expect(await propose(at, elsewhere), 404, 'slip.unknown');
    for (const reason of ['', ' x ', 'x'.repeat(501), 'a\u0007bc']) expect(await propose(at, desk, reason), 422, 'reason.missing');
    expect(await propose(at), 200);
    expect(await propose(at), 409, 'override.waiting');
    for (const client of [desk, colleague, elsewhere]) expect(await approve(at, client, 1), 403, 'session.forbidden');
    assert.equal(await state(at), 'waiting');
    assert.equal((await seen(at)).application.state, 'at_counter');
    // a state set from outside does not send it either
    await store.sql("UPDATE applications SET state='consented' WHERE reference=?", file.reference);
    await store.sql("INSERT INTO consents VALUES(?,'vi','x',x'00',NULL,'x',0)", file.reference);
    expect(await post(desk, `${at}/send`, {}), 409, 'application.need_second_person');
    await store.sql("UPDATE applications SET state='at_counter' WHERE reference=?", file.reference);
    await store.sql('DELETE FROM consents WHERE reference=?', file.reference);
    await done(file);
  },
  async the_proposer_may_not_approve_even_as_a_supervisor_and_another_supervisor_may() {
    const file = await mismatched(), { at, reference } = file;
    expect(await post(chief, `${at}/claim`, { reason: 'Cán bộ hết ca trực' }), 200);
    expect(await propose(at, chief), 200);
    const mine = (await seen(at, chief)).override.proposal;
    assert.deepEqual([mine.by, mine.mine, mine.reason, mine.sameData, mine.decision], [chief.name, true, because, true, null]);
    const own = expect(await approve(at, chief), 403, 'override.own');
    assert.ok(own.message.vi.includes('người phụ trách khác'));
    expect(await decline(at, chief), 403, 'override.own');
    assert.equal((await seen(at, chief)).application.state, 'at_counter');
    expect(await approve(at, second, mine.id + 1), 409, 'override.lapsed');  // not the one that was shown
    expect(await post(second, `${at}/override/approval`, { proposal: mine.id, reason: 'x' }), 422, 'reason.missing');
    expect(await post(second, `${at}/override/approval`, { reason: because }), 400, 'request.missing_field');
    const after = expect(await approve(at, second), 200);
    assert.deepEqual([after.application.state, after.override.state, after.override.proposal.decidedBy, after.override.proposal.decision], ['verified', 'approved', second.name, 'approved']);
    assert.equal(after.application.deadline.days, 7);  // face and fingers did not agree with the record
    expect(await approve(at, second), 409, 'override.none');
    const acts = await audited(reference);
    const [asked, answered] = ['file.override_proposed', 'file.override_approved'].map((action) => acts.find((each) => each.action === action));
    assert.ok(asked && answered && asked.actor !== answered.actor);
    assert.match(acts.find((each) => each.action === 'application.verify').actor, /^supervisor:/);
    // the file goes the rest of its way, and the account is made
    const shown = expect(await post(chief, `${at}/consent`, { language: 'vi', textVersion: after.consentVersion, applicantSignature: signature }), 200);
    assert.equal(shown.application.state, 'consented');
    expect(await post(chief, `${at}/send`, {}), 200);
    await until('the account', async () => (await seen(at, chief)).application.state === 'account_created');
  },
  async an_accepted_value_that_contradicts_the_passport_takes_two_people_although_the_biometrics_agree() {
    const file = await contradicted(), { at } = file;
    const before = (await seen(at)).override;
    assert.deepEqual([before.state, before.mismatch, before.contradicted, before.registryAnswered], ['none', false, ['applicant.sex'], false]);
    expect(await propose(at), 409, 'override.not_needed');  // the registry has not been asked
    const verified = await verify(at);
    assert.deepEqual([verified.verification.decision, verified.application.state, verified.override.state], ['match', 'at_counter', 'open']);
    expect(await propose(at), 200);
    const after = expect(await approve(at, chief), 200);
    assert.deepEqual([after.application.state, after.application.deadline.days, after.filing.applicant.sex], ['verified', 3, 'M']);
    await done(file);
  },
  async a_typing_error_corrected_to_what_passport_and_registry_say_takes_one() {
    const file = await arrived('kim-seo-yeon', { changes: { sex: 'M' } });
    await captured(desk, system.dir, file);
    expect(await post(desk, `${file.at}/differences`, { field: 'applicant.sex', accept: 'passport', reason: 'Người nộp chọn nhầm' }), 200);
    const after = await verify(file.at);
    assert.deepEqual([after.application.state, after.override], ['verified', null]);
    await done(file);
  },
  async a_proposal_lapses_when_a_capture_a_choice_or_the_answer_changes() {
    const file = await mismatched(), { at, person } = file;
    expect(await propose(at), 200);
    const id = await proposal(at);
    expect(await capture(desk, at, 'morel-julien', 'right_middle', 'image/png'), 200);
    assert.deepEqual([await state(at, chief), (await seen(at, chief)).override.proposal.sameData], ['none', false]);
    expect(await approve(at, chief, id), 409, 'override.lapsed');
    expect(await decline(at, chief, id), 409, 'override.lapsed');
    expect(await propose(at), 409, 'override.not_needed');  // the registry has not seen this finger
    await verify(at);
    assert.equal(await state(at, chief), 'lapsed');
    expect(await approve(at, chief, id), 409, 'override.lapsed');
    expect(await propose(at), 200);
    assert.notEqual(await proposal(at), id);
    // the registry asked again about the same data answers the same: nothing has changed
    await verify(at);
    assert.equal(await state(at, chief), 'waiting');
    // the passport read again with another result
    expect(await desk.post(`${at}/comparison`, { mrz: people.find((each) => each.key === 'morel-julien').passport.mrz }), 200);
    assert.notEqual(await state(at, chief), 'waiting');
    expect(await approve(at, chief), 409, 'override.lapsed');
    expect(await desk.post(`${at}/comparison`, { mrz: person.passport.mrz }), 200);
    assert.equal((await seen(at)).application.state, 'at_counter');
    await done(file);
    const other = await contradicted();
    await verify(other.at);
    expect(await propose(other.at), 200);
    expect(await post(desk, `${other.at}/differences`, { field: 'applicant.sex', accept: 'passport', reason: 'Người nộp đã đổi ý' }), 200);
    assert.equal(await state(other.at), null);  // nothing is contradicted any more
    expect(await approve(other.at, chief, 1), 409, 'override.lapsed');
    assert.equal((await verify(other.at)).application.state, 'verified');
    await done(other);
  },
  async declining_says_why_and_the_officer_may_propose_again() {
    const file = await mismatched(), { at } = file;
    expect(await propose(at), 200);
    const no = expect(await decline(at, chief), 200);
    assert.deepEqual([no.application.state, no.override.state, no.override.proposal.decision, no.override.proposal.decisionReason], ['at_counter', 'declined', 'declined', 'Hãy lấy lại vân tay khi tay khô']);
    expect(await approve(at, second), 409, 'override.none');  // it is decided
    expect(await propose(at, desk, 'Tay đã khô, vân tay vẫn mòn do nghề nghiệp'), 200);
    expect(await approve(at, second), 200);
    await done(file);
  },
  async the_day_list_marks_what_waits_and_a_returned_file_forgets_it() {
    const file = await mismatched(), { at, reference, client } = file;
    const waits = async () => expect(await chief.get('/api/v1/counter/day'), 200).files.find((each) => each.reference === reference)?.awaitsSupervisor;
    assert.equal(await waits(), false);
    expect(await propose(at), 200);
    assert.equal(await waits(), true);
    expect(await desk.post(`${at}/return`, { reason: 'Mang theo giấy tờ gốc' }), 200);
    assert.equal((await seen(at)).override, null);
    assert.deepEqual(await store.sql('SELECT count(*) FROM overrides WHERE reference=?', reference), [[0]]);
    await client.post(`/api/v1/applications/${reference}/withdraw`);
  },
  async proposing_and_deciding_need_a_fresh_second_factor() {
    const file = await mismatched(), { at } = file;
    const stale = () => store.sql("UPDATE sessions SET verified_at = verified_at - 300000 WHERE role <> 'applicant'");
    await freshen(), await stale();
    expect(await desk.post(`${at}/override`, { reason: because }), 403, 'session.step_up_needed');
    expect(await propose(at), 200);
    const id = await proposal(at);
    for (const act of ['approval', 'refusal']) {
      await stale();
      expect(await chief.post(`${at}/override/${act}`, { proposal: id, reason: because }), 403, 'session.step_up_needed');
    }
    assert.equal(await state(at), 'waiting');
    await done(file);
  },
  async of_two_decisions_at_once_one_counts() {
    const file = await mismatched(), { at, reference } = file;
    expect(await propose(at), 200);
    const id = await proposal(at);
    await freshen();
    const body = { proposal: id, reason: because };
    const answers = await Promise.all([1, 2, 3, 4].map((n) => (n % 2 ? chief.post(`${at}/override/approval`, body) : second.post(`${at}/override/refusal`, body))));
    assert.equal(answers.filter((each) => each.status === 200).length, 1, JSON.stringify(answers.map((each) => each.value.code)));
    assert.equal((await audited(reference)).filter((each) => /override_(approved|declined)/.test(each.action)).length, 1);
    await done(file);
  },
  async the_store_refuses_an_own_decision_and_holds_no_reason_in_the_clear() {
    await assert.rejects(async () => {
      const other = new Store(system.dir);
      try { await other.sql("INSERT INTO overrides(reference, officer, at, reason, digest, decision, supervisor) SELECT reference, 'x', 0, x'00', 'd', 'approved', 'x' FROM applications LIMIT 1"); } finally { other.end(); }
    });
    await sleep(200);
    for (const name of ['motcua.db', 'motcua.db-wal']) assert.ok(!picture(`../${name}`).includes(because), name);
    assert.ok(!system.serve.log().includes(because));
    const chain = command('admin', 'audit', 'verify', '--data', system.dir);
    assert.equal(chain.code, 0, chain.out + chain.err);
    store.end();
    await system.stop();
  },
});
