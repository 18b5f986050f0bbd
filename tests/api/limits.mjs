// One-time codes at their real limits: tries, life of a code, pauses; and the answers tell nothing about who is known.
import { assert, checks, expect, serve } from './lib.mjs';
import { lastCode } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const server = await serve('limits');
const client = server.client();
const wrong = (code) => String((Number(code) + 1) % 1000000).padStart(6, '0');

await checks('api.limits', {
  async numbers_that_are_none_are_refused() {
    for (const [number, code] of [['', 'phone.missing'], ['12', 'phone.format'], ['+44 20 7946 0000', 'phone.not_vietnamese'], ['02838291234', 'phone.not_mobile'], ['09x2345678', 'phone.character']]) {
      const answer = await client.post('/api/v1/otp', { phone: number });
      assert.equal(answer.status, 422, `${number}: ${answer.status}`);
      assert.equal(answer.value.field, 'phone');
      assert.equal(answer.value.code, code);
    }
  },
  async a_code_has_five_tries_and_then_is_worth_nothing() {
    const { requestId } = expect(await client.post('/api/v1/otp', { phone: phone(1) }), 202);
    const code = await lastCode(server.url, phone(1));
    for (const left of ['4', '3', '2', '1']) assert.equal(expect(await client.post('/api/v1/otp/verify', { requestId, code: wrong(code) }), 422, 'otp.wrong').detail, left);
    expect(await client.post('/api/v1/otp/verify', { requestId, code: wrong(code) }), 422, 'otp.expired');
    expect(await client.post('/api/v1/otp/verify', { requestId, code }), 422, 'otp.expired');
  },
  async the_next_code_comes_after_a_minute_at_the_earliest() {
    const early = await client.post('/api/v1/otp', { phone: phone(1) });
    expect(early, 429, 'otp.wait');
    const wait = Number(early.headers.get('retry-after'));
    assert.ok(wait > 30 && wait <= 60, `Retry-After ${wait}`);
    expect(await client.post('/api/v1/otp', { phone: '0' + phone(1).slice(3) }), 429, 'otp.wait');  // the same number, written otherwise
  },
  async a_code_works_once() {
    const { requestId } = expect(await client.post('/api/v1/otp', { phone: phone(2) }), 202);
    const code = await lastCode(server.url, phone(2));
    expect(await client.post('/api/v1/otp/verify', { requestId, code }), 200);
    expect(await server.client().post('/api/v1/otp/verify', { requestId, code }), 422, 'otp.expired');
    expect(await server.client().post('/api/v1/otp/verify', { requestId: '0'.repeat(32), code }), 422, 'otp.expired');
  },
  async a_code_belongs_to_its_request() {
    const a = expect(await server.client().post('/api/v1/otp', { phone: phone(3) }), 202), b = expect(await server.client().post('/api/v1/otp', { phone: phone(4) }), 202);
    const code = await lastCode(server.url, phone(3));
    if (code !== await lastCode(server.url, phone(4))) expect(await server.client().post('/api/v1/otp/verify', { requestId: b.requestId, code }), 422, 'otp.wrong');
    expect(await server.client().post('/api/v1/otp/verify', { requestId: a.requestId, code }), 200);
  },
  async an_address_may_ask_25_times_in_5_minutes() {
    let answer;
    for (let i = 0; i < 30; i++) { answer = await server.client().post('/api/v1/otp', { phone: phone(50 + i) }); if (answer.status === 429) break; }
    expect(answer, 429, 'otp.too_many');
  },
  async limits_survive_a_restart() {
    await server.kill('SIGKILL');
    await server.start();
    expect(await server.client().post('/api/v1/otp', { phone: phone(2) }), 429, 'otp.wait');
  },
});
