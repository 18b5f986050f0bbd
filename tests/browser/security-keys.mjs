// An officer and a security key, in Chromium with its virtual authenticator: add the key, sign out, sign in by key, confirm a
// sensitive act by key once the factor is stale, remove the key; the code as the way in and the fall-back.
//   node tests/browser/security-keys.mjs [vi|en]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAll } from '../lib/motcua.mjs';
import { Store } from '../api/store.mjs';
import { launch, leave, noteFailure, Walk, expect } from './lib.mjs';
import * as go from './journey.mjs';

const language = process.argv[2] ?? 'vi';
const system = await startAll('browser-keys', { serve: ['--rate-scale', '100'] });
const store = new Store(system.dir);
const officer = JSON.parse(readFileSync(join(system.dir, 'demo', 'officers.json'), 'utf8')).officers.find((o) => o.role === 'officer' && o.office === 'pa08-ho-chi-minh');
const url = system.url.replace('127.0.0.1', 'localhost');  // keys belong to a name
const browser = await launch();
const failures = [];
const walks = [];

/** A page with a security key plugged in that verifies its user. */
async function desk(name, viewport) {
  const context = await browser.newContext({ viewport, locale: language === 'vi' ? 'vi-VN' : 'en-GB' });
  const walk = new Walk(await context.newPage(), language, `keys-${name}-${language}`);
  walks.push(walk);
  const devtools = await context.newCDPSession(walk.page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: false, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return { walk, devtools, authenticatorId };
}
const day = (walk) => walk.page.getByRole('heading', { level: 2, name: walk.t('officer.open.title') }).waitFor({ timeout: 20000 });
const stale = () => store.sql('UPDATE sessions SET verified_at = verified_at - 300000');
const credentials = async ({ devtools, authenticatorId }) => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
const problem = (walk, words) => walk.page.getByText(words).first().waitFor({ timeout: 20000 });
async function openKeys(walk) {
  await walk.link('officer.nav.keys');
  await walk.page.getByRole('heading', { level: 1, name: walk.t('officer.keys.title') }).waitFor({ timeout: 20000 });
}
async function signOut(walk) {
  await walk.link('nav.sign_out');
  await walk.page.getByRole('heading', { level: 1, name: walk.t('officer.sign_in.title') }).waitFor({ timeout: 20000 });
}

try {
  const one = await desk('desk', { width: 1440, height: 900 }), { walk } = one;
  walk.page.setDefaultTimeout(20000);
  await go.officerSignIn(walk, url, system.dir, officer);

  // --- add
  await openKeys(walk);
  await problem(walk, walk.t('officer.keys.none'));
  await walk.check('no-keys');
  await walk.fill(walk.t('officer.keys.name'), 'Khóa ở quầy 3');
  await walk.press('officer.keys.add');
  await problem(walk, walk.t('officer.keys.added'));
  await walk.check('key-added');
  expect((await credentials(one)).length === 1, 'the key was not made');
  await walk.fill(walk.t('officer.keys.name'), 'Một lần nữa');
  await walk.press('officer.keys.add');
  await problem(walk, walk.t('officer.key_trouble.known'));
  await walk.check('key-known');

  // --- sign in by key
  await signOut(walk);
  await walk.fill(walk.t('officer.sign_in.user'), officer.user);
  await walk.page.getByLabel(walk.t('officer.sign_in.password')).fill(officer.password);
  await walk.press('officer.sign_in.key_button');
  await day(walk);
  expect((await credentials(one))[0].signCount > 1, 'the key has not signed');

  // --- a stale factor: the key whose user does not verify is refused, then the act goes on by itself
  await openKeys(walk);
  await stale();
  await walk.fill(walk.t('officer.keys.name'), 'Khóa cất giữ');
  await walk.press('officer.keys.add');
  await walk.arrived(walk.t('officer.confirm.title'), 'confirm');
  expect(await walk.page.evaluate(() => document.activeElement.tagName) === 'INPUT', 'the code has the focus');
  await one.devtools.send('WebAuthn.setUserVerified', { authenticatorId: one.authenticatorId, isUserVerified: false });
  await walk.press('officer.confirm.key_button');
  await problem(walk, walk.t('officer.key_trouble.cancelled'));
  await walk.check('confirm-cancelled');
  await one.devtools.send('WebAuthn.setUserVerified', { authenticatorId: one.authenticatorId, isUserVerified: true });
  await walk.press('officer.confirm.give_up');
  await walk.page.getByRole('heading', { level: 1, name: walk.t('officer.keys.title') }).waitFor();
  expect(await walk.page.getByRole('textbox', { name: walk.t('officer.keys.name') }).inputValue() === 'Khóa cất giữ', 'what was entered is gone');

  // --- remove, confirmed by key
  await walk.page.getByRole('button', { name: walk.t('officer.keys.remove_named', { name: 'Khóa ở quầy 3' }) }).click();
  await walk.page.getByRole('heading', { level: 2, name: walk.t('officer.keys.remove_title', { name: 'Khóa ở quầy 3' }) }).waitFor();
  await walk.check('remove');
  await walk.press('officer.keys.remove_button');
  await walk.page.getByRole('heading', { level: 1, name: walk.t('officer.confirm.title') }).waitFor();
  await walk.press('officer.confirm.key_button');
  await problem(walk, walk.t('officer.keys.removed'));
  await problem(walk, walk.t('officer.keys.none'));
  await walk.check('removed');

  // --- the removed key is worth nothing; the code is the way in
  await signOut(walk);
  await walk.fill(walk.t('officer.sign_in.user'), officer.user);
  await walk.page.getByLabel(walk.t('officer.sign_in.password')).fill(officer.password);
  await walk.press('officer.sign_in.key_button');
  await problem(walk, language === 'vi' ? 'Tài khoản này chưa có khóa bảo mật' : 'This account has no security key');
  await walk.check('no-key-at-sign-in');

  // --- on a telephone, and by an address that is no name
  await store.sql('DELETE FROM totp_used');
  const small = await desk('phone', { width: 390, height: 844 });
  await go.officerSignIn(small.walk, system.url, system.dir, officer);
  await small.walk.page.goto(`${system.url}/${language}/officer/keys`);
  await small.walk.ready();
  await small.walk.arrived(small.walk.t('officer.keys.title'), 'keys');
  await small.walk.fill(small.walk.t('officer.keys.name'), 'Khóa');
  await small.walk.press('officer.keys.add');
  await problem(small.walk, small.walk.t('officer.key_trouble.address'));
  await small.walk.check('address');
  await stale();
  await small.walk.press('officer.keys.add');
  await small.walk.arrived(small.walk.t('officer.confirm.title'), 'confirm');
  await store.sql('DELETE FROM totp_used');
  await small.walk.fill(small.walk.t('officer.sign_in.code'), small.walk.code());
  await small.walk.press('officer.confirm.button');
  await problem(small.walk, small.walk.t('officer.key_trouble.address'));  // the act went on, as far as it can here
} catch (error) {
  await noteFailure(failures, walks, error);
}
await leave({ browser, walks, store, stop: () => system.stop(), failures, name: `security keys (${language})`, done: '; added, signed in, confirmed, removed' });
