// How officers' accounts begin and begin again: activation codes (one use, 72 hours, of which the store has a hash), the password and
// the authenticator that the officer sets up, and recovery, after which nothing of what was there before is worth anything.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { activate, addOfficer, admin as adminOn, authenticator, codeOf, invite } from './officer.mjs';
import { Store } from './store.mjs';
import { Client, binary, sleep } from '../lib/motcua.mjs';

const password = 'hai con mèo đen', other = 'bốn con chó vàng';
const server = await serve('accounts', ['--rate-scale', '100']);
const strict = await serve('accounts-strict');
const store = new Store(server.dir);
const admin = (...args) => adminOn(server.dir, args);
const begin = '/api/v1/staff/activation', confirm = `${begin}/confirm`, session = '/api/v1/staff/session';
const shape = /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/;

const ask = (user, activationCode, chosen = password, url = server.url) => new Client(url).post(begin, { user, activationCode, password: chosen });
const finish = (user, activationCode, code, url = server.url) => new Client(url).post(confirm, { user, activationCode, code });
const forgetCodes = () => store.sql('DELETE FROM totp_used');  // a code works once, the next is 30 s away
const signIn = async (user, chosen, code, client = new Client(server.url)) => ({ client, answer: await client.post(session, { user, password: chosen, code }) });
const works = async (client) => (await client.get('/api/v1/counter/day')).status === 200;
/** What everybody sees of an answer: all but the number of the request. */
const seen = ({ status, value, headers }) => JSON.stringify([status, { ...value, requestId: '' }, [...headers.keys()].filter((name) => name !== 'date').sort()]);
const secretOf = async (user, code) => expect(await ask(user, code), 201);

const lan = { user: 'lan.tran' }, boss = { user: 'huong.pham' };
/** Codes that are not good, by why. */
const bad = {};

await checks('api.accounts', {
  async an_account_begins_with_a_code_of_a_hundred_bits_and_no_password() {
    const codes = Array.from({ length: 8 }, (_, i) => invite(server.dir, `can.bo${i}`));
    for (const code of codes) assert.match(code, shape);
    assert.equal(new Set(codes).size, codes.length);
    assert.equal((await store.sql("SELECT count(*) FROM staff WHERE password_hash <> '' OR length(totp) > 0"))[0][0], 0);
    lan.code = invite(server.dir, lan.user);
    assert.match(admin('staff', 'list').out, /^lan\.tran\t.*\tto activate$/m);
  },
  async a_code_lives_72_hours() {
    const [[expires]] = await store.sql("SELECT expires_at FROM activations WHERE staff = (SELECT id FROM staff WHERE user = 'lan.tran')");
    assert.ok(Math.abs(expires - Date.now() - 72 * 3600 * 1000) < 60_000);
  },
  async nobody_signs_in_to_an_account_that_is_not_active() {
    for (const chosen of [lan.code, '', 'password', password]) assert.equal((await signIn(lan.user, chosen, '000000')).answer.value.code, 'staff.sign_in');
    expect(await new Client(server.url).post(`${session}/challenge`, { user: lan.user, password: lan.code }), 401, 'staff.sign_in');
    assert.equal(admin('totp', lan.user, '--force').code, 1);
  },
  async the_password_is_judged_as_everywhere() {
    for (const weak of ['ngắn', 'password1234', 'aaaaaaaaaaaaaaaa', 'motcua vneid 2026', 'my name is lan.tran', 'x'.repeat(129)])
      for (const code of [lan.code, 'AAAA-AAAA-AAAA-AAAA-AAAA']) expect(await ask(lan.user, code, weak), 422, 'staff.password_weak');
    expect(await ask(lan.user, lan.code, 'Trần Thị Lan 1'), 422, 'staff.password_weak');  // the own name: said to the holder of the code only
    expect(await ask(lan.user, 'AAAA-AAAA-AAAA-AAAA-AAAA', 'Trần Thị Lan 1'), 401, 'staff.activation');
  },
  async the_secret_counts_only_when_a_code_of_it_was_shown() {
    const first = await secretOf(lan.user, lan.code);
    assert.match(first.uri, /^otpauth:\/\/totp\/MotCua:lan\.tran\?secret=[A-Z2-7]{32}&/);
    assert.equal(new URL(first.uri).searchParams.get('secret'), first.secret);
    assert.ok(first.qr.length > 20 && first.qr.every((row) => row.length === first.qr.length && /^[01]+$/.test(row)));
    const second = await secretOf(lan.user, lan.code);
    assert.notEqual(first.secret, second.secret);
    for (const { uri } of [first, second]) expect((await signIn(lan.user, password, authenticator(uri))).answer, 401, 'staff.sign_in');
    for (const wrong of ['000000', '', authenticator(first.uri), authenticator(second.uri, Date.now() - 300_000)]) expect(await finish(lan.user, lan.code, wrong), 422, 'staff.code');
    assert.match(admin('staff', 'list').out, /^lan\.tran\t.*\tto activate$/m);
    assert.equal((await store.sql("SELECT count(*) FROM sessions WHERE role = 'officer'"))[0][0], 0);
  },
  async without_the_first_half_there_is_nothing_to_confirm() {
    expect(await finish('can.bo0', invite(server.dir, 'chua.chon'), '000000'), 401, 'staff.activation');
    const [[id]] = await store.sql("SELECT id FROM staff WHERE user = 'chua.chon'");
    assert.ok(id);
    expect(await finish('chua.chon', adminOn(server.dir, ['staff', 'code', 'chua.chon']).out.trim(), '000000'), 401, 'staff.activation');
  },
  async the_officer_is_signed_in_by_the_confirmation_however_the_code_was_typed() {
    const typed = ` ${lan.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const { uri } = await secretOf(lan.user, typed);
    lan.uri = uri;
    const client = new Client(server.url), totp = authenticator(uri);
    const answer = expect(await client.post(confirm, { user: lan.user, activationCode: typed, code: totp }), 200);
    assert.equal(answer.role, 'officer');
    assert.ok(await works(client));
    expect((await signIn(lan.user, password, totp)).answer, 401, 'staff.sign_in');  // that code was used
    await forgetCodes();
    const again = await signIn(lan.user, password, authenticator(uri));
    expect(again.answer, 200);
    lan.client = again.client;
    assert.match(admin('staff', 'list').out, /^lan\.tran\t.*\tactive$/m);
    assert.equal((await store.sql("SELECT count(*) FROM activations WHERE staff = (SELECT id FROM staff WHERE user = 'lan.tran')"))[0][0], 0);
    bad.used = [lan.user, lan.code];
  },
  async an_active_account_gets_no_other_code() {
    const run = admin('staff', 'code', lan.user);
    assert.equal(run.code, 1);
    assert.equal(run.out, '');
    assert.ok(await works(lan.client));
  },
  async a_new_code_ends_the_earlier_one_and_what_was_chosen_with_it() {
    const early = invite(server.dir, 'doi.ma'), { uri } = await secretOf('doi.ma', early);
    const late = admin('staff', 'code', 'doi.ma').out.trim();
    assert.match(late, shape);
    expect(await finish('doi.ma', early, authenticator(uri)), 401, 'staff.activation');
    expect(await finish('doi.ma', late, authenticator(uri)), 401, 'staff.activation');
    bad.replaced = ['doi.ma', early];
    await activate(server.url, 'doi.ma', late, other);
  },
  async a_disabled_account_is_not_activated() {
    const code = invite(server.dir, 'nghi.viec'), { uri } = await secretOf('nghi.viec', code);
    assert.equal(admin('staff', 'disable', 'nghi.viec').code, 0);
    expect(await finish('nghi.viec', code, authenticator(uri)), 401, 'staff.activation');
    bad.disabled = ['nghi.viec', code];
    for (const args of [['code', 'nghi.viec'], ['recover', 'nghi.viec', '--identity-checked-by', lan.user]]) assert.equal(admin('staff', ...args).code, 1);
  },
  async a_code_is_dead_when_its_time_is_over() {
    const code = invite(server.dir, 'qua.han'), { uri } = await secretOf('qua.han', code);
    const move = (ms) => store.sql("UPDATE activations SET expires_at = ? WHERE staff = (SELECT id FROM staff WHERE user = 'qua.han')", Date.now() + ms);
    await move(30_000);
    expect(await finish('qua.han', code, '000000'), 422, 'staff.code');
    await move(0);
    expect(await finish('qua.han', code, authenticator(uri)), 401, 'staff.activation');
    expect(await ask('qua.han', code), 401, 'staff.activation');
    assert.equal((await store.sql("SELECT count(*) FROM activations WHERE staff = (SELECT id FROM staff WHERE user = 'qua.han')"))[0][0], 0, 'what was chosen is kept for nobody');
    bad.expired = ['qua.han', code];
  },
  async wrong_used_expired_replaced_and_unknown_have_one_answer() {
    const mine = invite(server.dir, 'cho.doi');
    Object.assign(bad, { wrong: ['cho.doi', 'AAAA-AAAA-AAAA-AAAA-AAAA'], unknown: ['khong.co', mine], ofAnother: ['can.bo1', mine], short: ['cho.doi', mine.slice(0, -1)], long: ['cho.doi', `${mine}0`], empty: ['cho.doi', ''], foreign: ['cho.doi', 'mã kích hoạt'], active: [lan.user, mine], noUser: ['', mine] });
    assert.equal(Object.keys(bad).length, 13);
    const begun = new Set(), confirmed = new Set();
    for (const [user, code] of Object.values(bad)) {
      begun.add(seen(await ask(user, code)));
      confirmed.add(seen(await finish(user, code, '000000')));
    }
    assert.equal(begun.size, 1, [...begun].join('\n'));
    assert.deepEqual(begun, confirmed);
    assert.equal(JSON.parse([...begun][0])[1].code, 'staff.activation');
    assert.match(admin('staff', 'list').out, /^cho\.doi\t.*\tto activate$/m);
  },
  async two_at_once_activate_an_account_once() {
    const code = invite(server.dir, 'hai.lan'), { uri } = await secretOf('hai.lan', code);
    const answers = await Promise.all(Array.from({ length: 4 }, () => finish('hai.lan', code, authenticator(uri))));
    assert.deepEqual(answers.map((each) => each.status).sort(), [200, 401, 401, 401]);
  },
  async guesses_are_slowed_down_as_at_sign_in() {
    addOfficer(strict.dir, 'san.co', password);
    const code = invite(strict.dir, 'bi.doan');
    const statuses = [];
    let wait = 0;
    while (wait < 10) {  // pauses of seconds come first, then the minute is over
      await sleep(wait * 1000);
      const answer = await ask('bi.doan', 'AAAA-AAAA-AAAA-AAAA-AAAA', password, strict.url);
      statuses.push(answer.status);
      if (answer.status !== 401) expect(answer, 429, 'staff.throttled');
      wait = Number(answer.headers.get('retry-after') ?? 0);
    }
    assert.equal(statuses.filter((each) => each === 401).length, 5, statuses.join());
    expect(await ask('bi.doan', code, password, strict.url), 429, 'staff.throttled');  // the right code too
    expect(await finish('bi.doan', code, '000000', strict.url), 429, 'staff.throttled');
    expect(await new Client(strict.url).post(session, { user: 'bi.doan', password, code: '000000' }), 429, 'staff.throttled');  // one count for all doors
    const doors = [];
    for (let i = 0; i < 20; i++) doors.push((await finish(`khong.co${i}`, code, '000000', strict.url)).status);
    assert.ok(doors.includes(429), 'an address may try twenty times a minute');
  },

  // --- recovery
  async who_recovers_an_account_must_have_been_checked_by_another_supervisor() {
    boss.client = (await activate(server.url, boss.user, invite(server.dir, boss.user, { role: 'supervisor' }), other)).client;
    invite(server.dir, 'chua.kich.hoat', { role: 'supervisor' });
    await activate(server.url, 'da.nghi', invite(server.dir, 'da.nghi', { role: 'supervisor' }), other);
    assert.equal(admin('staff', 'disable', 'da.nghi').code, 0);
    for (const checker of ['nobody', lan.user, 'doi.ma', 'chua.kich.hoat', 'da.nghi', '']) {
      const run = admin('staff', 'recover', lan.user, '--identity-checked-by', checker);
      assert.equal(run.code, 1, checker);
      assert.equal(run.out, '');
    }
    assert.equal(admin('staff', 'recover', boss.user, '--identity-checked-by', boss.user).code, 1);
    assert.equal(admin('staff', 'recover', 'nobody', '--identity-checked-by', boss.user).code, 1);
    assert.equal(admin('staff', 'recover', lan.user).code, 2);
    assert.ok(await works(lan.client), 'a refused recovery changes nothing');
    assert.equal((await store.sql("SELECT count(*) FROM audit WHERE action = 'staff.recovered'"))[0][0], 0);
  },
  async recovery_ends_every_session_and_kills_every_old_factor() {
    const [[id]] = await store.sql("SELECT id FROM staff WHERE user = 'lan.tran'");
    await store.sql("INSERT INTO security_keys(id, staff, handle, credential, algorithm, public_key, counter, name, added_at) VALUES('feed', ?, 'h', x'00', -7, x'00', 0, x'00', 1)", id);
    await forgetCodes();
    const elsewhere = (await signIn(lan.user, password, authenticator(lan.uri))).client;
    assert.ok(await works(elsewhere) && await works(lan.client) && await works(boss.client));
    const run = admin('staff', 'recover', lan.user, '--identity-checked-by', boss.user);
    assert.equal(run.code, 0, run.err);
    assert.match(run.out, new RegExp(`${shape.source.slice(0, -1)}\\n$`));
    lan.code = run.out.trim();
    for (const client of [elsewhere, lan.client]) assert.equal((await client.get('/api/v1/counter/day')).status, 401);
    assert.ok(await works(boss.client), 'nobody else is put out');
    await forgetCodes();
    expect((await signIn(lan.user, password, authenticator(lan.uri))).answer, 401, 'staff.sign_in');
    expect(await new Client(server.url).post(`${session}/challenge`, { user: lan.user, password }), 401, 'staff.sign_in');
    assert.equal((await store.sql('SELECT count(*) FROM security_keys WHERE staff = ?', id))[0][0], 0);
    assert.deepEqual(await store.sql('SELECT password_hash, length(totp) FROM staff WHERE id = ?', id), [['', 0]]);
    const [[detail]] = await store.sql("SELECT detail FROM audit WHERE action = 'staff.recovered' AND subject = ?", id);
    const [[checker]] = await store.sql("SELECT id FROM staff WHERE user = 'huong.pham'");
    assert.deepEqual(JSON.parse(detail), { identityCheckedBy: checker });
  },
  async a_recovered_account_begins_anew_with_password_and_authenticator() {
    expect(await finish(lan.user, lan.code, authenticator(lan.uri)), 401, 'staff.activation');  // the old authenticator is no way round
    const begun = await activate(server.url, lan.user, lan.code, other);
    assert.notEqual(begun.uri, lan.uri);
    assert.deepEqual((await begun.client.get('/api/v1/staff/keys')).value, { keys: [] });
    await forgetCodes();
    expect((await signIn(lan.user, password, authenticator(begun.uri))).answer, 401, 'staff.sign_in');
    expect((await signIn(lan.user, other, authenticator(lan.uri))).answer, 401, 'staff.sign_in');
    expect((await signIn(lan.user, other, authenticator(begun.uri))).answer, 200);
  },
  async a_sign_in_under_way_does_not_outlive_a_recovery() {
    for (let i = 0; i < 8; i++) {
      const user = `dang.vao${i}`;
      addOfficer(server.dir, user, password);
      const code = codeOf(server.dir, user), client = new Client(server.url);
      const child = spawn(binary, ['admin', 'staff', 'recover', user, '--identity-checked-by', boss.user, '--data', server.dir], { stdio: 'ignore' });
      const ended = new Promise((done) => child.once('exit', done));
      await sleep(15 * i);
      await client.post(session, { user, password, code });
      assert.equal(await ended, 0);
      assert.equal((await client.get('/api/v1/counter/day')).status, 401, `${i}`);
    }
  },
  async there_are_no_hints_and_no_secret_questions() {
    const document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
    // a portrait's hints are about a picture, not about a password
    assert.ok(delete document.components.schemas.PortraitVerdict.properties.hints);
    const names = [];
    JSON.stringify(document, (key, value) => { names.push(key); return value; });
    const columns = (await store.sql("SELECT m.name || '.' || p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'")).flat();
    assert.ok(names.includes('/api/v1/staff/activation') && columns.includes('staff.password_hash'));
    // a KeyQuestion asks a security key, not a person
    const found = [...names, ...columns].filter((each) => /hint|reminder|secret_?question|question|mother|maiden/i.test(each) && each !== 'KeyQuestion');
    assert.deepEqual(found, []);
    assert.ok(!Object.keys(document.paths).some((path) => /forgot|reset|recover/.test(path)), 'nothing begins a recovery from outside');
  },
  async everything_stands_in_the_audit_chain_and_no_code_in_log_or_store() {
    const actions = new Set((await store.sql("SELECT DISTINCT action FROM audit WHERE action LIKE 'staff.%'")).flat());
    for (const action of ['staff.added', 'staff.code_issued', 'staff.activation_begun', 'staff.activation_failed', 'staff.activated', 'staff.recovered', 'staff.disabled']) assert.ok(actions.has(action), action);
    store.end();
    await server.kill('SIGTERM');  // it signs where the chain stands
    await strict.kill('SIGTERM');
    const verdict = adminOn(server.dir, ['audit', 'verify', '--checkpoints', join(server.dir, 'checkpoints')]);
    assert.equal(verdict.code, 0, verdict.out + verdict.err);
    const codes = [lan.code, ...Object.values(bad).map(([, code]) => code)].filter((code) => shape.test(code) && !code.startsWith('AAAA'));
    assert.ok(codes.length > 5);
    const secrets = [password, other, new URL(lan.uri).searchParams.get('secret'), ...codes.flatMap((code) => [code, code.replaceAll('-', '')])];
    for (const file of readdirSync(server.dir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
      const bytes = readFileSync(join(file.parentPath ?? file.path, file.name));
      for (const secret of secrets) assert.ok(!bytes.includes(secret), file.name);
    }
  },
});
