// Nobody learns by the clock who is known: the time of a code request for known and unknown phones, of an officer's sign-in and
// activation for known and unknown names. Asked in turns, in a new order each; compared by the medians of the differences within a turn: of the
// processor time the server spent, and of the time on the wall. One kind is asked twice: by how much it differs from itself is
// the machine's unrest; twice that, or a twentieth of the whole, is allowed for (an answer without the hash would take a
// fiftieth). The best of five rounds counts: a leak is there in every one.
import { randomInt } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { addOfficer, admin, invite } from './officer.mjs';
import { Client } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const bound = 5, share = 0.05;  // ms; of what the act takes: on a busy machine a hash of 120 ms takes 250 by itself, and sways
const server = await serve('timing', ['--rate-scale', '100000']);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Milliseconds on a processor, over all threads of the server. */
function spent() {
  let sum = 0;
  const tasks = `/proc/${server.child.pid}/task`;
  for (const task of readdirSync(tasks)) try { sum += Number(readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ')[0]); } catch { /* ended */ }
  return sum / 1e6;
}
async function timed(act) {
  const before = spent(), began = performance.now();
  const answer = await act();
  return { answer, wall: performance.now() - began, cpu: spent() - before };
}

/** Asks each kind `count` times; gives for each the median, and the median of its difference from the first kind, turn by turn. */
async function inTurns(kinds, count) {
  const names = Object.keys(kinds), seen = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < count; i++) {
    const order = [...names];
    for (let k = order.length - 1; k > 0; k--) { const j = randomInt(k + 1); [order[k], order[j]] = [order[j], order[k]]; }
    for (const name of order) seen[name].push(await timed(() => kinds[name](i)));
  }
  const apart = (name, what) => Math.abs(median(seen[name].map((each, i) => each[what] - seen[names[0]][i][what])));
  return Object.fromEntries(names.map((name) => [name, { wall: median(seen[name].map((each) => each.wall)), cpu: median(seen[name].map((each) => each.cpu)), wallApart: apart(name, 'wall'), cpuApart: apart(name, 'cpu'), answers: seen[name].map((each) => each.answer) }]));
}

/** `kinds`: the first and "itself" are the same question; the others must not be told apart from them. */
async function alike(kinds, count, status) {
  const best = { wall: Infinity, cpu: Infinity };
  for (let round = 0; round < 5 && (best.wall > 0 || best.cpu > 0); round++) {
    const seen = await inTurns(kinds, count);
    const bodies = Object.values(seen).flatMap((each) => each.answers.map((answer) => { assert.equal(answer.status, status); return JSON.stringify(Object.keys(answer.value)) + (answer.value.code ?? ''); }));
    assert.equal(new Set(bodies).size, 1, 'the answers differ');
    for (const what of ['wall', 'cpu']) {
      const most = Math.max(...Object.values(seen).map((each) => each[`${what}Apart`]));
      best[what] = Math.min(best[what], most - Math.max(bound, 2 * seen.itself[`${what}Apart`], share * seen.itself[what]));
    }
    console.log(`     ${Object.entries(seen).map(([name, each]) => `${name}: ${each.wall.toFixed(1)} ms, apart ${each.wallApart.toFixed(1)}; processor ${each.cpu.toFixed(1)}, apart ${each.cpuApart.toFixed(1)}`).join(' | ')}`);
  }
  assert.ok(best.wall <= 0 && best.cpu <= 0, `beyond what is allowed: ${best.wall.toFixed(1)} ms on the wall, ${best.cpu.toFixed(1)} ms on the processor`);
}

await checks('api.timing', {
  async a_code_request_takes_as_long_for_a_known_phone_as_for_an_unknown_one() {
    const count = 60;
    for (let i = 0; i < count; i++) {  // known: signed in and filed
      const client = server.client();
      await client.signIn(phone(i));
      if (i % 4 === 0) expect(await client.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [filing(i)] }), 201);
    }
    let fresh = 5000;
    const send = (number) => server.client().post('/api/v1/otp', { phone: number });
    await alike({ known: (i) => send(phone(i)), itself: (i) => send(phone((i + count / 2) % count)), unknown: () => send(phone(fresh++)) }, count, 202);
  },
  async a_sign_in_takes_as_long_for_a_known_officer_as_for_an_unknown_one() {
    const user = 'lan.tran', password = 'hai con mèo đen';
    addOfficer(server.dir, user, password);
    const attempt = (body) => new Client(server.url).post('/api/v1/staff/session', { user, password: 'không phải mật khẩu', code: '000000', ...body });
    await alike({
      'known name': () => attempt({}),
      itself: () => attempt({}),
      'unknown name': (i) => attempt({ user: `nobody${i}` }),
      'right password, wrong code': () => attempt({ password, code: '00000x' }),
    }, 20, 401);
  },
  async an_activation_code_is_refused_in_the_same_time_whoever_it_is_for() {
    const [pending, dead] = ['cho.doi', 'nghi.viec'].map((user) => ({ user, activationCode: invite(server.dir, user) }));
    assert.equal(admin(server.dir, ['staff', 'disable', dead.user]).code, 0);
    const attempt = (body) => new Client(server.url).post('/api/v1/staff/activation', { password: 'bốn con chó vàng', ...body });
    await alike({
      'wrong code': () => attempt({ ...pending, activationCode: 'AAAA-AAAA-AAAA-AAAA-AAAA' }),
      itself: () => attempt({ ...pending, activationCode: 'BBBB-BBBB-BBBB-BBBB-BBBB' }),
      'dead code': () => attempt(dead),
      'unknown name': (i) => attempt({ ...pending, user: `nobody${i}` }),
      'active account': () => attempt({ ...pending, user: 'lan.tran' }),
    }, 20, 401);
    await server.kill('SIGTERM');
  },
});
