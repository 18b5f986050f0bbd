// Days off against npm's «date-holidays», every day from 2024 to 2027. It computes the days of the Labour Code and the moon;
// it does not know what the government announces year by year. So: whatever it calls a public holiday must be off with us,
// and each day off that it does not know must be one of the announcements argued below.
import { Verdict, ask, require } from './oracle.mjs';

const Holidays = require('date-holidays');
const days = [];
for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2028, 0, 1); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
const before = (day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const holidays = new Holidays('VN');
const publicDays = new Map();
for (const year of [2023, 2024, 2025, 2026, 2027]) {
  for (const each of holidays.getHolidays(year).filter((holiday) => holiday.type === 'public')) {
    // a holiday of several days lasts until the midnight that ends it, Vietnam time
    for (let at = Date.parse(each.start) + 7 * 3_600_000; at < Date.parse(each.end) + 7 * 3_600_000; at += 86_400_000)
      publicDays.set(new Date(at).toISOString().slice(0, 10), each.name);
  }
}

// the day after receipt is the first one counted or skipped
const answers = ask(days.map((day) => ({ args: ['deadline', '--received', before(day), '--days', '3'], input: '' })));
const weekend = (day) => [0, 6].includes(new Date(day).getUTCDay());
const reason = new Map();
for (const [i, day] of days.entries()) reason.set(day, answers[i].answer.skipped.find((each) => each.date === day)?.reason);

const is = (...reasons) => (day, ours) => reasons.includes(ours.reason);
const verdict = new Verdict('calendar', [
  { why: 'swapped weekdays off are announced each year (Notice 1570/TB-BLĐTBXH, Notice 9441/TB-BNV); no computation knows them', holds: is('swap') },
  { why: 'Saturdays worked for them', holds: (day, ours) => weekend(day) && !ours.off },
  { why: 'Tết: which five days is announced each year, and days that fall on a weekend are made up after it', holds: is('tet') },
  { why: 'a holiday on a weekend is made up on the next working day (Labour Code Art. 111(3)): 27/4/2026, 3/5/2027', holds: (day, ours) => ['2026-04-27', '2027-05-03'].includes(day) && ours.off },
  { why: 'National Day has a second day since 2021 (Labour Code Art. 112); which one is announced', holds: is('national_day') },
  { why: '24 November is a holiday from 2026 (Resolution 28/2026/QH16); the package is older', holds: is('culture_day') },
]);
for (const day of days) {
  const off = reason.get(day) !== undefined;
  verdict.compare(day, { off, reason: reason.get(day) ?? null }, { off: weekend(day) || publicDays.has(day), reason: reason.get(day) ?? null });
}
for (const [day, name] of publicDays) if (days.includes(day) && reason.get(day) === undefined) {
  console.log(`calendar: ${day} (${name}) is a public holiday of the Labour Code and is worked with us`);
  verdict.failed++;
}
process.exit(verdict.end(1_400) ? 0 : 1);
