// An officer's account from the code on paper to the desk, in Chromium: activate it, sign in with what was chosen, lose it, be
// recovered (out at once), activate it again on a telephone.
//   node tests/browser/accounts.mjs [vi|en]
import { serve } from '../api/lib.mjs';
import { addOfficer, admin, authenticator, invite } from '../api/officer.mjs';
import { Store } from '../api/store.mjs';
import { launch, leave, noteFailure, Walk, expect } from './lib.mjs';

const language = process.argv[2] ?? 'vi';
const server = await serve('browser-accounts', ['--rate-scale', '100']);
const store = new Store(server.dir);
const user = 'lan.tran', password = 'hai con mèo đen', second = 'bốn con chó vàng';
addOfficer(server.dir, 'huong.pham', second, { name: 'Phạm Thị Hương', role: 'supervisor' });
const browser = await launch();
const failures = [], walks = [];

async function desk(name, viewport) {
  const context = await browser.newContext({ viewport, locale: language === 'vi' ? 'vi-VN' : 'en-GB' });
  const walk = new Walk(await context.newPage(), language, `accounts-${name}-${language}`);
  walk.page.setDefaultTimeout(20000);
  walks.push(walk);
  await walk.page.goto(`${server.url}/${language}/officer/sign-in`);
  await walk.ready();
  await walk.arrived(walk.t('officer.sign_in.title'), 'sign-in');
  return walk;
}
const says = (walk, words) => walk.page.getByText(words).first().waitFor();
const secretField = (walk, key) => walk.page.getByLabel(walk.t(key), { exact: true });
const focused = (walk) => walk.page.evaluate(() => document.activeElement.tagName);

/** The first half, with what is typed. */
async function choose(walk, code, chosen, again = chosen) {
  await walk.fill(walk.t('officer.sign_in.user'), user);
  await walk.fill(walk.t('officer.activate.code'), code);
  await secretField(walk, 'officer.activate.password').fill(chosen);
  await secretField(walk, 'officer.activate.again').fill(again);
  await walk.press('officer.activate.begin');
}
/** The second: the app has the secret from the page. */
async function scan(walk) {
  await walk.arrived(walk.t('officer.activate.app_title'), 'app');
  expect(await focused(walk) === 'H1', 'the heading has no focus');
  await walk.page.getByRole('img', { name: walk.t('officer.activate.qr_alt') }).waitFor();
  const [secret] = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(await walk.page.locator('body').innerText());
  return `otpauth://totp/x?secret=${secret.replaceAll(' ', '')}`;
}
async function show(walk, code) {
  await walk.fill(walk.t('officer.sign_in.code'), code);
  await walk.press('officer.activate.confirm');
}
const day = (walk) => walk.page.getByRole('heading', { level: 2, name: walk.t('officer.open.title') }).waitFor();
async function signIn(walk, chosen, uri) {
  await store.sql('DELETE FROM totp_used');  // a code works once, the next is 30 s away
  await walk.fill(walk.t('officer.sign_in.user'), user);
  await secretField(walk, 'officer.sign_in.password').fill(chosen);
  await walk.fill(walk.t('officer.sign_in.code'), authenticator(uri));
  await walk.press('officer.sign_in.button');
}
const refusal = { code: language === 'vi' ? 'mã kích hoạt không đúng' : 'activation code is not right', weak: language === 'vi' ? 'Mật khẩu cần từ 12' : 'A password needs 12', totp: language === 'vi' ? 'Mã xác thực không đúng' : 'The code is not right', signIn: language === 'vi' ? 'mật khẩu hoặc mã xác thực không đúng' : 'password or code is not right' };

try {
  // --- activate
  let code = invite(server.dir, user);
  const walk = await desk('desk', { width: 1440, height: 900 });
  await walk.link('officer.sign_in.activate');
  await walk.arrived(walk.t('officer.activate.title'), 'activate');
  await choose(walk, 'AAAA-AAAA-AAAA-AAAA-AAAA', password);
  await says(walk, refusal.code);
  await walk.check('refused');
  // what the canvas does not paint, the field itself shows, with and without the focus
  const ink = await walk.page.getByLabel(walk.t('officer.activate.code'), { exact: true }).evaluate((field) => [field.value, getComputedStyle(field).color, document.activeElement === field]);
  expect(ink[0] === 'AAAA-AAAA-AAAA-AAAA-AAAA' && !/, 0\)$/.test(ink[1]) && !ink[2], `the code cannot be read: ${ink}`);
  await choose(walk, code, password, second);
  await says(walk, walk.t('officer.activate.differ'));
  await walk.check('differ');
  await choose(walk, code, 'motcua vneid');
  await says(walk, refusal.weak);
  await walk.check('weak');
  await choose(walk, code.toLowerCase().replaceAll('-', ' '), password);
  const uri = await scan(walk);
  await show(walk, '000000');
  await says(walk, refusal.totp);
  await walk.check('wrong-code');
  await show(walk, authenticator(uri));
  await day(walk);
  await walk.check('day');

  // --- sign in with what was chosen
  await walk.link('nav.sign_out');
  await walk.page.getByRole('heading', { level: 1, name: walk.t('officer.sign_in.title') }).waitFor();
  await signIn(walk, password, uri);
  await day(walk);

  // --- recovered: out at once, and nothing old works
  const recovered = admin(server.dir, ['staff', 'recover', user, '--identity-checked-by', 'huong.pham']);
  expect(recovered.code === 0, recovered.err);
  code = recovered.out.trim();
  await walk.link('officer.nav.keys');
  await walk.arrived(walk.t('officer.sign_in.title'), 'put-out');
  await signIn(walk, password, uri);
  await says(walk, refusal.signIn);

  // --- again, on a telephone
  const small = await desk('phone', { width: 390, height: 844 });
  await small.link('officer.sign_in.activate');
  await small.arrived(small.t('officer.activate.title'), 'activate');
  await choose(small, 'AAAA-AAAA-AAAA-AAAA-AAAA', second);
  await says(small, refusal.code);
  await small.check('refused');
  await choose(small, code, second);
  await scan(small);
  await small.press('officer.activate.start_over');
  await small.arrived(small.t('officer.activate.title'), 'again');
  await choose(small, code, second);
  await show(small, authenticator(await scan(small)));
  await day(small);
  await small.check('day');
} catch (error) {
  await noteFailure(failures, walks, error);
}
await leave({ browser, walks, store, stop: () => server.kill('SIGTERM'), failures, name: `accounts (${language})`, done: '; activated, recovered, activated again' });
