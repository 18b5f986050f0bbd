// The throttles of phones, addresses and officers at their real values: time passes by ageing the events in the store, so
// that hours and days can be asked. Each limit outlives kill -9.
import { assert, checks, expect, serve } from './lib.mjs';
import { Store } from './store.mjs';
import { addOfficer, codeOf } from './officer.mjs';
import { Client, lastCode } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const server = await serve('throttles', ['--trusted-proxy', '127.0.0.1']);
const store = new Store(server.dir);
const minute = 60, hour = 60 * minute, day = 24 * hour;
/** So many seconds go by for everything that is counted or kept until a time. */
async function pass(seconds) {
  await store.sql('UPDATE throttle SET at = at - ?', seconds * 1000);
  await store.sql('UPDATE otp SET created_at = created_at - ?1, expires_at = expires_at - ?1', seconds * 1000);
}
async function restart() {
  await server.kill('SIGKILL');
  await server.start();
}
let address = 0;
/** A caller of an address of its own. */
const from = (name = `198.51.100.${++address}`) => {
  const client = new Client(server.url), plain = client.call.bind(client);
  client.call = (method, path, body, headers = {}) => plain(method, path, body, { 'x-forwarded-for': name, ...headers });
  return client;
};
const ask = (number, client = from()) => client.post('/api/v1/otp', { phone: number });
const guess = (requestId, code) => from().post('/api/v1/otp/verify', { requestId, code });
const wrong = (code) => String((Number(code) + 1) % 1000000).padStart(6, '0');
const waits = (answer) => Number(answer.headers.get('retry-after'));
async function refusedFor(answer, code, least, most) {
  expect(answer, 429, code);
  assert.ok(waits(answer) >= least && waits(answer) <= most, `Retry-After ${waits(answer)}, not ${least} to ${most}`);
}

await checks('api.throttles', {
  async a_phone_gets_a_code_a_minute_five_an_hour_and_ten_a_day() {
    const number = phone(1);
    for (let i = 0; i < 5; i++) {
      expect(await ask(number), 202);
      await refusedFor(await ask(number), 'otp.wait', 1, minute);
      await pass(minute + 1);
    }
    await refusedFor(await ask(number), 'otp.too_many', hour - 6 * minute, hour - 4 * minute);
    await restart();
    await refusedFor(await ask(number), 'otp.too_many', hour - 6 * minute, hour - 4 * minute);
    await pass(hour);
    for (let i = 0; i < 5; i++) { expect(await ask(number), 202); await pass(minute + 1); }
    await pass(hour);
    await refusedFor(await ask(number), 'otp.too_many', day - 3 * hour, day - 2 * hour);
    await restart();
    await refusedFor(await ask(number), 'otp.too_many', day - 3 * hour, day - 2 * hour);
    await pass(day);
    expect(await ask(number), 202);
  },
  async the_same_number_written_otherwise_is_the_same_number() {
    expect(await ask(phone(2)), 202);
    for (const written of ['0' + phone(2).slice(3), `0084${phone(2).slice(3)}`, phone(2).replace(/^(\+84)(\d{3})/, '$1 $2 ')]) expect(await ask(written), 429, 'otp.wait');
  },
  async ten_wrong_codes_close_a_phone_for_half_an_hour() {
    const number = phone(3);
    for (let round = 0; round < 2; round++) {
      const { requestId } = expect(await ask(number), 202);
      const code = await lastCode(server.url, number);
      for (let i = 0; i < 5; i++) assert.equal((await guess(requestId, wrong(code))).status, 422);
      expect(await guess(requestId, code), 422, 'otp.expired');  // five tries: the right code comes too late
      await pass(minute + 1);
    }
    await refusedFor(await ask(number), 'otp.too_many', 20 * minute, 30 * minute);
    await restart();
    await refusedFor(await ask(number), 'otp.too_many', 20 * minute, 30 * minute);
    await pass(30 * minute);
    expect(await ask(number), 202);
  },
  async whoever_guesses_all_day_has_fifty_guesses_at_one_phone() {
    const number = phone(4);
    let guesses = 0;
    for (let step = 0; step < 23.5 * 4; step++) {
      const sent = await ask(number);
      if (sent.status === 202) for (let i = 0; i < 7; i++) if (['otp.wrong', 'otp.expired'].includes((await guess(sent.value.requestId, 'x00000')).value.code) && i < 5) guesses++;
      await pass(15 * minute);
    }
    const counted = await store.sql("SELECT count(*) FROM audit WHERE action = 'otp.wrong' AND subject IN (SELECT 'otp:' || id FROM otp WHERE phone_index = (SELECT phone_index FROM otp ORDER BY created_at DESC LIMIT 1))");
    assert.ok(guesses > 0 && guesses <= 50, `${guesses} guesses`);
    assert.ok(counted[0][0] <= 50, `${counted} in the audit chain`);
    console.log(`     ${guesses} guesses in a day: 1 in ${1e6 / guesses}`);
  },
  async a_code_lives_five_minutes_and_the_next_one_ends_it() {
    const first = expect(await ask(phone(5)), 202), firstCode = await lastCode(server.url, phone(5));
    assert.equal(first.expiresIn, 300);
    await pass(5 * minute - 5);
    expect(await guess(first.requestId, firstCode), 200);
    await pass(minute);
    const late = expect(await ask(phone(5)), 202), lateCode = await lastCode(server.url, phone(5));
    await pass(5 * minute + 1);
    expect(await guess(late.requestId, lateCode), 422, 'otp.expired');
    const old = expect(await ask(phone(5)), 202), oldCode = await lastCode(server.url, phone(5));
    await pass(minute + 1);
    expect(await ask(phone(5)), 202);
    expect(await guess(old.requestId, oldCode), 422, 'otp.expired');
  },
  async an_address_asks_25_times_in_five_minutes_and_others_are_not_held_up() {
    const one = from('203.0.113.7');
    for (let i = 0; i < 25; i++) expect(await ask(phone(100 + i), one), 202);
    await refusedFor(await ask(phone(125), one), 'otp.too_many', 4 * minute, 5 * minute);
    await restart();
    expect(await ask(phone(125), from('203.0.113.7')), 429, 'otp.too_many');
    expect(await ask(phone(125), from('203.0.113.8')), 202);
    await pass(5 * minute + 1);
    expect(await ask(phone(126), from('203.0.113.7')), 202);
  },
  async an_officer_cannot_be_locked_out_by_somebody_elsewhere() {
    const user = 'lan.tran', password = 'hai con mèo đen';
    addOfficer(server.dir, user, password);
    const attempt = (body, name) => from(name).post('/api/v1/staff/session', { user, password: 'không phải thế', code: '000000', ...body });
    let throttled;
    for (let i = 0; i < 60 && !(throttled && waits(throttled) > 60); i++) {  // the pause doubles with every failure
      const answer = await attempt({}, '203.0.113.20');
      if (answer.status === 429) { throttled = answer; if (waits(answer) <= 60) await pass(waits(answer)); } else expect(answer, 401, 'staff.sign_in');
    }
    assert.ok(waits(throttled) > 60, `Retry-After ${waits(throttled)}`);
    expect(throttled, 429, 'staff.throttled');
    await restart();
    expect(await attempt({ password, code: codeOf(server.dir, user) }, '203.0.113.20'), 429, 'staff.throttled');
    expect(await attempt({ password, code: codeOf(server.dir, user) }, '203.0.113.21'), 200);
  },
  async an_address_has_20_sign_ins_a_minute_whoever_it_claims_to_be() {
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push((await from('203.0.113.30').post('/api/v1/staff/session', { user: `nobody${i}`, password: 'không phải thế', code: '000000' })).status);
    assert.deepEqual([...new Set(answers.slice(0, 20)), answers[20]], [401, 429]);
    store.end();
    await server.kill('SIGTERM');
  },
});
