// Two people for a doubt, in Chromium: the officer who holds the file proposes, the list of the day marks it, the supervisor reads
// and decides with a fresh factor; every state looked at on a desk's screen and on a narrow one.
//   node tests/browser/override.mjs [vi|en]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, startAll } from '../lib/motcua.mjs';
import { filed, officer as signedIn } from '../lib/desk.mjs';
import { phone } from '../lib/people.mjs';
import { Store } from '../api/store.mjs';
import { launch, leave, noteFailure, Walk, expect, sleep } from './lib.mjs';
import * as go from './journey.mjs';

const language = process.argv[2] ?? 'vi';
const system = await startAll('browser-override', { serve: ['--rate-scale', '100'] });
const store = new Store(system.dir);
const officers = JSON.parse(readFileSync(join(system.dir, 'demo', 'officers.json'), 'utf8')).officers;
const account = (user) => officers.find((each) => each.user === user);
const picture = (name) => readFileSync(join(system.dir, 'demo', name));
const ok = (answer) => { expect(answer.status === 200, JSON.stringify(answer.value)); return answer.value; };

/** A file whose face and fingers are other people's, the fingers those of somebody on record, asked about at the registry and laid down again. */
async function mismatched() {
  const owner = new Client(system.url);
  await owner.signIn(phone(1));
  const { reference, person } = await filed(owner, system.dir, 'kim-seo-yeon', { phone: phone(1) });
  const desk = await signedIn(system.url, system.dir), at = `/api/v1/counter/${reference}`;
  ok(await desk.post(`${at}/claim`, {}));
  ok(await desk.post(`${at}/comparison`, { mrz: person.passport.mrz }));
  ok(await desk.post(`${at}/face`, picture('morel-julien/face.jpg'), { 'content-type': 'image/jpeg' }));
  for (const finger of ['right_index', 'left_index']) ok(await desk.post(`${at}/fingers/${finger}`, picture(`wickramasinghe-long/${finger}.png`), { 'content-type': 'image/png' }));
  expect(ok(await desk.post(`${at}/verification`, {})).verification.decision === 'mismatch', 'the registry says no');
  ok(await desk.post(`${at}/release`, {}));
  return { reference, desk, at, name: `${person.familyName} ${person.givenNames}` };
}

const browser = await launch();
const failures = [];
const walks = [];
async function page(name, user) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language === 'vi' ? 'vi-VN' : 'en-GB' });
  const walk = new Walk(await context.newPage(), language, `override-${name}-${language}`);
  walk.page.setDefaultTimeout(20000);
  walks.push(walk);
  await store.sql('DELETE FROM totp_used');
  await go.officerSignIn(walk, system.url, system.dir, account(user));
  return walk;
}
/** To the step where the supervisor decides, from a page loaded anew. */
async function toDecision(walk) {
  await walk.page.reload();
  await walk.ready();
  await shown(walk, 'officer.override.banner');
  await walk.press('officer.override.go');
}
/** Judged and kept as a desk's screen shows it and as a telephone does. */
async function both(walk, shot) {
  await walk.check(shot);
  await walk.page.setViewportSize({ width: 390, height: 844 });
  await sleep(400);
  await walk.check(`${shot}-narrow`);
  await walk.page.setViewportSize({ width: 1440, height: 900 });
  await sleep(400);
}
const shown = (walk, key) => walk.page.getByText(walk.t(key)).first().waitFor();
const verifyStep = (walk) => walk.page.getByRole('link', { name: walk.t('officer.step.verify') }).first().click();
const stale = () => store.sql("UPDATE sessions SET verified_at = verified_at - 300000 WHERE role = 'supervisor'");

try {
  const file = await mismatched();
  const desk = await page('officer', 'canbo2.hcm');
  await go.openFile(desk, file.reference, file.name);
  await verifyStep(desk);
  await shown(desk, 'officer.override.holder_proposes');
  const fingers = ['left_index', 'right_index'].map((each) => desk.t(`officer.finger.${each}`)).join(', ');
  await desk.page.getByText(desk.t('officer.verify.duplicate', { fingers })).first().waitFor();
  await both(desk, 'not-held');
  await desk.press('officer.file.claim');
  await shown(desk, 'officer.override.open');
  expect(await desk.button('officer.override.propose').isDisabled(), 'a proposal needs a reason');
  await desk.fill(desk.t('officer.override.reason'), 'Đã xem hộ chiếu và thẻ gốc; vân tay mòn do nghề thợ xây.');
  await both(desk, 'open');
  await desk.press('officer.override.propose');
  await shown(desk, 'officer.override.yours_waits');
  await both(desk, 'waiting');

  const chief = await page('supervisor', 'phutrach.hcm');
  await shown(chief, 'officer.day.awaits_supervisor');
  await both(chief, 'day');
  await go.openFile(chief, file.reference, file.name);
  await shown(chief, 'officer.override.banner');
  await both(chief, 'banner');
  await chief.press('officer.override.go');
  await chief.page.getByText('vân tay mòn do nghề thợ xây').first().waitFor();
  await both(chief, 'to-decide');
  await chief.fill(chief.t('officer.override.decision_reason'), 'Hãy lấy lại vân tay sau khi rửa tay.');
  await chief.press('officer.override.decline');
  await shown(chief, 'officer.override.declined');
  await both(chief, 'declined');
  // the officer's page learns it by itself
  await shown(desk, 'officer.override.declined');
  await both(desk, 'declined');
  await desk.fill(desk.t('officer.override.reason'), 'Đã lấy lại hai lần, da tay mòn; khuôn mặt khớp ảnh hộ chiếu.');
  await desk.press('officer.override.propose');
  await shown(desk, 'officer.override.yours_waits');
  await toDecision(chief);
  await chief.fill(chief.t('officer.override.decision_reason'), 'Tôi đã tự so mặt và giấy tờ.');
  // a finger taken meanwhile: what the supervisor saw is not what is there
  await store.sql('DELETE FROM totp_used');
  const other = new Client(system.url);
  ok(await other.post('/api/v1/staff/session', { user: 'canbo2.hcm', password: account('canbo2.hcm').password, code: go.totp(system.dir, 'canbo2.hcm') }));
  ok(await other.post(`${file.at}/fingers/right_middle`, picture('morel-julien/right_middle.png'), { 'content-type': 'image/png' }));
  await shown(chief, 'officer.override.verify_first');
  await both(chief, 'verify-first');
  ok(await other.post(`${file.at}/verification`, {}));
  await desk.page.reload();
  await desk.ready();
  await verifyStep(desk);
  await shown(desk, 'officer.override.lapsed');
  await both(desk, 'lapsed');
  await desk.fill(desk.t('officer.override.reason'), 'Đã lấy thêm ngón giữa; kết quả như cũ.');
  await desk.press('officer.override.propose');
  await shown(desk, 'officer.override.yours_waits');

  // approved, with the second factor shown once more
  await toDecision(chief);
  await stale();
  await chief.fill(chief.t('officer.override.decision_reason'), 'Tôi đã tự so mặt và giấy tờ.');
  await chief.press('officer.override.approve');
  await chief.arrived(chief.t('officer.confirm.title'), 'confirm');
  await store.sql('DELETE FROM totp_used');
  await chief.fill(chief.t('officer.sign_in.code'), chief.code());
  await chief.press('officer.confirm.button');
  await shown(chief, 'officer.override.approved');
  await both(chief, 'approved');
  await shown(desk, 'officer.override.approved');
  expect(ok(await other.get(file.at)).application.state === 'verified', 'the file goes on');
} catch (error) {
  await noteFailure(failures, walks, error);
}
await leave({ browser, walks, store, stop: () => system.stop(), failures, name: `two people (${language})` });
