// An office is closed while the server serves: nobody is received on those days, whoever was booked is moved and told in their
// language, once; taken back, the days to come are open again.
import { randomBytes } from 'node:crypto';
import { assert, checks, expect } from './lib.mjs';
import { Client, command, mailbox, sleep, startAll, until } from '../lib/motcua.mjs';
import { officer } from '../lib/desk.mjs';
import { filing, fromToday, phone } from '../lib/people.mjs';

const office = 'pa08-ho-chi-minh', other = 'pa08-ha-noi';
const system = await startAll('api-closures', { serve: ['--rate-scale', '1000', '--reminder-seconds', '1'] });
const reason = { vi: 'Ngập nước tầng trệt', en: 'The ground floor is flooded' };
const admin = (...args) => command('admin', 'close', ...args, '--data', system.dir);
const close = (from, to, { vi = reason.vi, en = reason.en, at = office } = {}) => admin('--office', at, '--from', from, '--to', to, '--reason-vi', vi, '--reason-en', en);
const done = (run) => { assert.equal(run.code, 0, run.err); return JSON.parse(run.out); };
const listed = () => done(admin('--list')).closures;

let number = 0;
async function person(language, count = 1) {
  const own = phone(++number), client = new Client(system.url);
  await client.signIn(own, language);
  const representative = { familyName: 'TESTBERG', givenNames: 'ALVA', birthDate: '1988-02-17', sex: 'F', nationality: 'SWE', documentNumber: 'TG0000001', relation: 'parent', phone: own, email: '' };
  const child = () => filing(++number, { applicant: { givenNames: 'KIND', birthDate: fromToday(-9), phone: '' }, representative, top: { language, filedFor: 'child', consents: { truth: true, account: true, biometrics: true, childAssent: true } } });
  const filings = count === 1 ? [filing(number, { applicant: { phone: own }, top: { language } })] : Array.from({ length: count }, child);
  const { applications } = expect(await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings }), 201);
  return { phone: own, client, references: applications.map((each) => each.reference) };
}
const days = async (from, at = office, party = 1) => expect(await new Client(system.url).get(`/api/v1/offices/${at}/slots?days=30&party=${party}&from=${from}`), 200).days;
const book = (who, date, time, at = office) => who.client.post('/api/v1/bookings', { references: who.references, office: at, date, time });
const applications = async (who) => Promise.all(who.references.map(async (each) => expect(await who.client.get(`/api/v1/applications/${each}`), 200)));
const visits = async (who) => (await applications(who)).map(({ booking }) => booking && `${booking.date} ${booking.time}`);
const told = async (who, words) => (await mailbox(system.url)).filter((each) => each.to === who.phone && words.test(each.text));
const moved = { en: /Your new appointment/, fr: /Nouveau RDV/, vi: /Lịch hẹn mới/ };
const spoken = (date, language = 'en-GB') => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(date));
const audited = (out) => out.closure.id;

let first, second, next, english, french, family, kept, id;

await checks('api.closures', {
  async people_are_booked_on_two_days_that_follow_one_another() {
    const open = (await days(fromToday(0, 3))).filter((each) => each.slots.some((slot) => slot.time === '08:30' && slot.free === 4));
    [first, second, next] = open.map((each) => each.date);
    [english, french, family, kept] = [await person('en'), await person('fr'), await person('vi', 3), await person('en')];
    expect(await book(english, first, '08:30'), 201);
    expect(await book(french, second, '08:30'), 201);
    expect(await book(family, first, '08:30'), 201);
    expect(await book(kept, next, '08:30'), 201);
  },
  async whatever_is_not_a_closure_is_refused_and_changes_nothing() {
    const wrong = [close(first, second, { at: 'nowhere' }), close('2020-01-01', second), close(second, first), close(first, '2031-01-01'), close("' OR 1=1 --", second), close(first, 'x'),
      close(first, second, { vi: 'a' }), close(first, second, { en: '   ' }), close(first, second, { en: 'two\nlines' }), close(first, second, { vi: `bell\x07 rings` }),
      close(first, second, { vi: 'turned \u202e round' }), close(first, second, { en: 'x'.repeat(301) }), close(first, second, { vi: '𐍈'.repeat(5000) }), admin('--open', '99'),
      admin('--open', 'x'), admin('--open', '-1')];
    for (const run of wrong) { assert.equal(run.code, 1, `${run.out}${run.err}`); assert.ok(run.err.length > 20); }
    for (const run of [admin(), admin('--list', '--open', '1'), admin('--office', office, '--from', first), admin('--office', office, '--from', first, '--to', first, '--reason-vi', 'abc'), admin('--list', 'more')])
      assert.equal(run.code, 2);
    assert.deepEqual(listed(), []);
    assert.ok((await days(first))[0].slots.length > 0);
  },
  async closing_moves_everybody_to_the_next_open_day_the_family_together() {
    const out = done(close(first, second));
    id = audited(out);
    assert.deepEqual([out.closure.office, out.closure.from, out.closure.to, out.closure.reason, out.closure.openFrom], [office, first, second, reason, null]);
    assert.deepEqual([out.moved, out.cancelled], [5, 0]);
    assert.deepEqual(await visits(english), [`${next} 08:30`]);
    assert.deepEqual(await visits(kept), [`${next} 08:30`]);
    assert.deepEqual(await visits(french), [`${next} 08:30`]);
    // four desks: one seat is left at half past eight for a family of three
    assert.deepEqual((await visits(family)).sort(), [`${next} 08:30`, `${next} 08:45`, `${next} 08:45`]);
  },
  async each_is_told_once_in_the_language_of_the_file() {
    for (const [who, language, count] of [[english, 'en', 1], [french, 'fr', 1], [family, 'vi', 3]]) await until('the message', async () => (await told(who, moved[language])).length === count);
    const [sms] = await told(english, moved.en);
    assert.ok(sms.text.includes(`closed on ${spoken(first)}`) && sms.text.includes(`08:30 on ${spoken(next)}`) && sms.text.includes(english.references[0]), sms.text);
    assert.ok((await told(french, moved.fr))[0].text.includes('08:30'));
    assert.deepEqual(await told(kept, moved.en), []);
  },
  async the_application_says_that_the_office_moved_it_and_why() {
    const [application] = await applications(english);
    assert.deepEqual(application.booking.moved, { from: first, reason });
    assert.equal(application.state, 'booked');
    assert.ok(application.notifications.some((each) => each.kind === 'booking_moved'));
    assert.equal((await applications(kept))[0].booking.moved, null);
  },
  async the_closed_days_have_no_slots_and_say_why_and_refuse_single_group_and_moved_bookings() {
    const shown = await days(first);
    for (const date of [first, second]) assert.deepEqual((({ closed, slots }) => ({ closed, slots }))(shown.find((each) => each.date === date)), { closed: reason, slots: [] });
    assert.ok((await days(first, other)).find((each) => each.date === first).slots.length > 0);
    for (const who of [english, family, await person('en')]) expect(await book(who, second, '08:30'), 409, 'slot.closed');
    assert.deepEqual(await visits(english), [`${next} 08:30`]);
  },
  async the_officer_s_list_of_the_day_says_that_the_office_is_closed() {
    const desk = await officer(system.url, system.dir);
    const list = expect(await desk.get(`/api/v1/counter/day?date=${first}`), 200);
    assert.deepEqual([list.closed, list.files], [reason, []]);
    assert.equal(expect(await desk.get(`/api/v1/counter/day?date=${next}`), 200).closed, null);
  },
  async a_second_run_a_look_and_a_killed_server_change_nothing() {
    const again = done(close(first, second));
    assert.deepEqual([audited(again), again.moved, again.cancelled], [id, 0, 0]);
    await system.serve.kill('SIGKILL');
    await system.serve.start();
    await sleep(2500);
    assert.equal(listed().length, 1);
    assert.equal((await told(english, moved.en)).length, 1);
    assert.equal((await told(family, moved.vi)).length, 3);
    assert.deepEqual((await visits(family)).sort(), [`${next} 08:30`, `${next} 08:45`, `${next} 08:45`]);
  },
  async who_books_another_time_is_told_no_more_that_the_office_moved_the_visit() {
    const later = (await days(next)).slice(1).find((each) => each.slots.some((slot) => slot.time === '10:00' && slot.free > 0)).date;
    expect(await book(english, later, '10:00'), 201);
    assert.equal((await applications(english))[0].booking.moved, null);
  },
  async taken_back_the_days_to_come_have_their_slots_and_who_was_moved_keeps_the_new_time() {
    const out = done(admin('--open', String(id)));
    assert.equal(out.closure.openFrom, first);
    assert.ok((await days(first))[0].slots.length > 0);
    assert.equal((await days(first))[0].closed, null);
    assert.deepEqual(await visits(french), [`${next} 08:30`]);
    expect(await book(await person('en'), first, '08:30'), 201);
    assert.equal(done(admin('--open', String(id))).closure.openFrom, first);
  },
  async without_a_server_the_command_does_it_and_the_messages_go_out_with_the_next_one() {
    const late = await person('en');
    expect(await book(late, second, '09:00'), 201);
    await system.serve.kill('SIGTERM');
    const out = done(close(second, second));
    assert.deepEqual([out.moved, out.cancelled], [1, 0]);
    assert.equal(listed().length, 2);
    await system.serve.start();
    await until('the message', async () => (await told(late, moved.en)).length === 1);
    assert.match((await visits(late))[0], new RegExp(`^${next} `));
  },
  async the_log_has_figures_only_and_the_audit_chain_holds() {
    const log = system.serve.log();
    const lines = log.split('\n').filter((line) => line.includes('"event":"closures.done"')).map((line) => JSON.parse(line));
    assert.deepEqual([lines[0].moved, lines[0].cancelled], [5, 0]);
    for (const text of [reason.en, ...english.references, ...family.references]) assert.ok(!log.includes(text), text);
    await system.stop();
    assert.equal(command('admin', 'audit', 'verify', '--data', system.dir).code, 0);
  },
});
