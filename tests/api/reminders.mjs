// Reminders from the outside: the server's clock is moved from day to day, and people get one message of each visit and two of an
// account that is to be activated, whatever happens to visit, mail server and server meanwhile.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert, checks, expect } from './lib.mjs';
import { Client, binary, freePort, mailbox, sleep, startAll, temporaryFolder, until } from '../lib/motcua.mjs';
import { captured, consentAndSend, filed, officer } from '../lib/desk.mjs';
import { filing, phone } from '../lib/people.mjs';

// --- the clock: whole days from today in Vietnam, and an hour there
const day = 24 * 3600e3, clockFile = join(temporaryFolder('api-clock'), 'offset');
const today = Math.floor((Date.now() + 7 * 3600e3) / day) * day - 7 * 3600e3;
const setClock = (days, hour) => writeFileSync(clockFile, String(Math.round(today + days * day + hour * 3600e3 - Date.now())));
const dateOf = (days) => new Date(today + days * day + 7 * 3600e3).toISOString().slice(0, 10);
const dayOf = (date) => Math.round((Date.parse(`${date}T00:00:00Z`) - 7 * 3600e3 - today) / day);
process.env.MOVED_CLOCK = clockFile;
process.env.LD_PRELOAD = join(dirname(binary), 'moved_clock.so');

setClock(0, 10);
const options = ['--rate-scale', '1000', '--reminder-seconds', '1'];
const system = await startAll('api-reminders', { serve: options });
const office = 'pa08-ho-chi-minh';
const looks = () => sleep(2500);  // two looks at least
const restarted = async (signal = 'SIGTERM', ...args) => {
  await system.serve.kill(signal);
  system.serve.args = system.serve.args.filter((each, i, all) => each !== '--smtp' && all[i - 1] !== '--smtp').concat(args);
  await system.serve.start();
};

let number = 0;
async function applicant({ language = 'en', email = '', overrides = {} } = {}) {
  const out = { phone: phone(++number), language, email };
  await signIn(out);
  const { applicant: person, ...rest } = overrides;
  const body = filing(number, { applicant: { phone: out.phone, email, ...person }, ...rest, top: { language, ...rest.top } });
  out.reference = expect(await out.client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [body] }), 201).applications[0].reference;
  return out;
}
/** By the newest code: the mailbox still has those of earlier days. */
async function signIn(person) {
  const codes = async () => (await mailbox(system.url)).filter((each) => each.to === person.phone).flatMap((each) => /\b(\d{6})\b/.exec(each.text)?.[1] ?? []);
  person.client = new Client(system.url);
  const before = (await codes()).length;
  const { requestId } = expect(await person.client.post('/api/v1/otp', { phone: person.phone, language: person.language }), 202);
  const code = await until('the code', async () => (await codes())[before]);
  expect(await person.client.post('/api/v1/otp/verify', { requestId, code }), 200);
}
const book = async (who, date, time) => expect(await who[0].client.post('/api/v1/bookings', { references: who.map((each) => each.reference), office, date, time }), 201);
/** What the mailbox holds for somebody and about a file, newest last. */
const received = async ({ phone, email, reference }) => (await mailbox(system.url)).filter((each) => [phone, email].includes(each.to) && each.text.includes(reference));
const words = { vi: /^Nhắc|Nhắc lịch/, en: /^Reminder|This is a reminder/, fr: /^Rappel/, ko: /안내/ };
const reminders = async (person) => (await received(person)).filter((each) => words[person.language].test(each.text) || words[person.language].test(each.subject));
const deliveries = async (person) => expect(await person.client.get(`/api/v1/applications/${person.reference}`), 200).notifications;
const spoken = (date) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(date));

let account, plain, guardian, children, cancelled, withdrawn, moved, mailed, late, first, second;

await checks('api.reminders', {
  async an_account_is_reminded_of_on_its_third_and_sixth_day_and_then_no_more() {
    account = { phone: phone(++number), language: 'ko', email: '' };
    await signIn(account);
    Object.assign(account, await filed(account.client, system.dir, 'kim-seo-yeon', { phone: account.phone, language: 'ko' }));
    const desk = await officer(system.url, system.dir);
    const at = await captured(desk, system.dir, account);
    await consentAndSend(desk, at, expect(await desk.post(`${at}/verification`, {}), 200).consentVersion);
    const seen = await until('the account', async () => { const found = expect(await account.client.get(`/api/v1/applications/${account.reference}`), 200); return found.account && found; });
    assert.equal(seen.account.activateBy, dateOf(7));
    const about = async () => (await received(account)).filter((each) => each.text.includes('계정 활성화 안내'));
    for (const [days, hour, count] of [[2, 19, 0], [3, 7, 0], [3, 8, 1], [5, 12, 1], [6, 9, 2], [7, 12, 2], [8, 12, 2]]) {
      setClock(days, hour);
      if (count > (await about()).length) await until(`reminder ${count}`, async () => (await about()).length === count);
      await looks();
      assert.equal((await about()).length, count, `on day ${days} at ${hour}`);
    }
    const [one] = await about();
    assert.equal(one.channel, 'sms');
    assert.ok(one.text.includes(new Intl.DateTimeFormat('ko', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(dateOf(7)))), one.text);
    assert.ok(!one.text.includes(seen.account.number));
    await signIn(account);
    const told = (await deliveries(account)).filter((each) => each.kind === 'activation_reminder');
    assert.deepEqual(told.map(({ channel, state }) => [channel, state]), [['sms', 'delivered'], ['sms', 'delivered']]);
  },
  async a_visit_is_reminded_of_the_day_before_in_the_language_of_the_file() {
    setClock(9, 10);
    [plain, cancelled, withdrawn, moved, mailed] = [await applicant({ language: 'en' }), await applicant(), await applicant(), await applicant({ language: 'fr' }),
      await applicant({ language: 'en', email: 'testberg@example.com' })];
    const representative = { familyName: 'TESTBERG', givenNames: 'ALVA', birthDate: '1988-02-17', sex: 'F', nationality: 'SWE', documentNumber: 'TG0000001', relation: 'parent', phone: phone(number + 1), email: 'mother@example.com' };
    const child = { phone: '', email: '', birthDate: `${new Date().getUTCFullYear() - 9}-07-29` };
    guardian = await applicant({ language: 'vi', email: representative.email, overrides: { applicant: child, representative, top: { filedFor: 'child', consents: { truth: true, account: true, biometrics: true, childAssent: true } } } });
    const { days } = expect(await plain.client.get(`/api/v1/offices/${office}/slots?days=30&party=1&from=${dateOf(14)}`), 200);
    const open = days.filter((each) => each.slots.some((slot) => slot.time === '08:30' && slot.free > 3)).map((each) => each.date);
    [first, second] = [open[0], open.find((date) => dayOf(date) > dayOf(open[0]) + 1)];
    for (const person of [plain, guardian]) await book([person], first, '08:30');
    for (const person of [cancelled, withdrawn, moved]) await book([person], first, '09:30');
    await book([mailed], second, '08:30');
    expect(await cancelled.client.post('/api/v1/bookings/cancel', { references: [cancelled.reference] }), 204);
    expect(await withdrawn.client.post(`/api/v1/applications/${withdrawn.reference}/withdraw`), 200);
    setClock(dayOf(first) - 1, 7);
    await looks();
    for (const person of [plain, moved, guardian]) assert.deepEqual(await reminders(person), []);
    setClock(dayOf(first) - 1, 8);
    for (const person of [plain, moved, guardian]) await until('the reminder', async () => (await reminders(person)).length > 0);
    const [sms] = await reminders(plain), [letter] = await reminders(guardian);
    assert.deepEqual([sms.channel, sms.to], ['sms', plain.phone]);
    assert.ok(sms.text.includes(`08:30 on ${spoken(first)}`), sms.text);
    assert.deepEqual([letter.channel, letter.to], ['email', 'mother@example.com']);
    assert.match(letter.subject, /08:30/);
  },
  async not_twice_and_not_after_the_server_was_stopped_or_killed() {
    await looks();
    await restarted();
    await looks();
    await restarted('SIGKILL');
    await looks();
    setClock(dayOf(first) - 1, 15);
    await looks();
    for (const person of [plain, moved, guardian]) assert.equal((await reminders(person)).length, 1);
  },
  async neither_of_a_visit_that_was_cancelled_nor_of_a_file_that_was_withdrawn() {
    for (const person of [cancelled, withdrawn]) assert.deepEqual(await reminders(person), []);
  },
  async who_books_after_the_moment_or_moves_a_visit_gets_the_message_of_the_booking_only() {
    late = await applicant();
    await book([late], first, '09:00');
    await signIn(moved);
    await book([moved], second, '10:00');
    await looks();
    setClock(dayOf(first), 8);
    await looks();
    assert.deepEqual(await reminders(late), []);
    assert.equal((await reminders(moved)).length, 1);
    assert.ok((await received(late)).some((each) => each.text.includes('09:00')));
  },
  async a_mail_server_that_does_not_answer_is_replaced_by_an_sms_the_same_day() {
    await restarted('SIGTERM', '--smtp', `smtp://127.0.0.1:${await freePort()}`);
    setClock(dayOf(second) - 1, 8);
    await signIn(mailed);
    await until('the letter on its way', async () => (await deliveries(mailed)).some((each) => each.kind === 'visit_reminder'));
    await looks();
    assert.deepEqual(await reminders(mailed), []);
    setClock(dayOf(second) - 1, 14.1);
    await until('the SMS', async () => (await reminders(mailed)).length > 0);
    await signIn(mailed);
    const [sms] = await reminders(mailed);
    assert.deepEqual([sms.channel, sms.to], ['sms', mailed.phone]);
    assert.ok(sms.text.includes(`08:30 on ${spoken(second)}`), sms.text);
    const told = async () => (await deliveries(mailed)).filter((each) => each.kind === 'visit_reminder').map(({ channel, state }) => `${channel} ${state}`);
    await until('its receipt', async () => (await told()).includes('sms delivered'));
    assert.deepEqual(await told(), ['email failed', 'sms delivered']);
  },
  async a_visit_that_was_moved_is_reminded_of_for_its_new_time() {
    await until('the second reminder', async () => (await reminders(moved)).length === 2);
    assert.match((await reminders(moved))[1].text, /10:00/);
    await looks();
    assert.equal((await reminders(moved)).length, 2);
    assert.equal((await reminders(plain)).length, 1);
  },
  async the_officer_sees_the_reminder_among_the_messages_and_the_log_has_figures_only() {
    const desk = await officer(system.url, system.dir);
    const file = expect(await desk.get(`/api/v1/counter/${mailed.reference}`), 200);
    assert.ok(JSON.stringify(file).includes('visit_reminder'), JSON.stringify(file).slice(0, 400));
    const lines = system.serve.log().split('\n').filter((line) => line.includes('"event":"reminders.done"')).map((line) => JSON.parse(line));
    assert.equal(lines.reduce((sum, line) => sum + line.visits, 0), 5);
    assert.equal(lines.reduce((sum, line) => sum + line.activations, 0), 2);
    for (const person of [plain, moved, mailed, account]) assert.ok(!system.serve.log().includes(person.reference));
    await system.stop();
  },
});
