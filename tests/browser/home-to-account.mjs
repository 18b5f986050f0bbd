// From home to account: an applicant (or a guardian with two children) on a phone, an officer at a desk, the identity
// authority, a real SMTP peer, and the applicant's status page at the end.
//   node tests/browser/home-to-account.mjs applicant|guardian [vi|en|zh|ko|ja|ru|fr] [slip [webgl|storage]] [--width 320|390|768|1440] [--dark]
// With «slip» the walk ends at home, with the slip; and then in a browser without WebGL, or one that keeps nothing. The device is a phone
// (lib.mjs, devices) unless its width says otherwise.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAll, freePort, root, sleep } from '../lib/motcua.mjs';
import { Watch, traces } from '../lib/canary.mjs';
import { phone } from '../lib/people.mjs';
import { devices, launch, refuseStorage, Walk, expect } from './lib.mjs';
import { Looks } from './picture.mjs';
import { demoPerson, findOffice } from './people.mjs';
import * as go from './journey.mjs';
import { paint } from './passport-page.mjs';

const { values: { width, dark }, positionals } = parseArgs({ allowPositionals: true, options: { width: { type: 'string', default: '390' }, dark: { type: 'boolean', default: false } } });
const [who = 'applicant', language = who === 'guardian' ? 'en' : 'vi', until = 'account', without = ''] = positionals;

// --- a real mail server: aiosmtpd writes every message into a Maildir
const mailPort = await freePort();
const box = join(root, 'build', `mail-${who}-${process.pid}`);
mkdirSync(box, { recursive: true });
const smtp = spawn('/usr/bin/python3', ['-m', 'aiosmtpd', '-n', '-l', `127.0.0.1:${mailPort}`, '-c', 'aiosmtpd.handlers.Mailbox', join(box, 'in')], { stdio: 'ignore' });
process.on('exit', () => smtp.kill());
// read by Python's own MIME parser: [{to, subject, text}]
const readMaildir = `import sys, json, mailbox, email.policy, email
box = mailbox.Maildir(sys.argv[1], factory=lambda f: email.message_from_binary_file(f, policy=email.policy.default), create=False)
print(json.dumps([{"to": m["to"], "subject": m["subject"], "text": m.get_body().get_content()} for m in box]))`;
const mails = () => (existsSync(join(box, 'in', 'new')) ? JSON.parse(execFileSync('/usr/bin/python3', ['-c', readMaildir, join(box, 'in')], { encoding: 'utf8' })) : []);

const system = await startAll(`browser-${who}`, { serve: ['--smtp', `smtp://127.0.0.1:${mailPort}`, '--rate-scale', '100'], authority: ['--delay-ms', '500'] });
const officer = JSON.parse(readFileSync(join(system.dir, 'demo', 'officers.json'), 'utf8')).officers.find((o) => o.role === 'officer' && o.office === 'pa08-ho-chi-minh');
const office = findOffice(officer.office);

const person = (key, extra) => demoPerson(system.dir, office, key, extra);
const people = who === 'guardian'
  ? [person('sharma-arjun'), person('sharma-meera')]
  : [person('kim-seo-yeon', { email: 'kim@example.invalid' })];
const guardian = who === 'guardian' ? person('sharma-anjali', { email: 'anjali@example.invalid' }) : null;
/** What else is on the first form: somebody who depends on the applicant, a paper with its picture. */
const paper = { kind: 'vehicle', number: '59-A1 12345', picture: people[0].portrait };
const extras = guardian ? { paper } : { paper, dependant: { ...people[0], givenNames: 'JI HO', documentNumber: 'M7654321' } };
const number = phone(who === 'guardian' ? 7001 : 7002);
// What must be nowhere but in sealed values, on the pages and in the letters. Words of four letters stand in any megabyte by chance.
const secrets = [...people, ...[guardian, extras.dependant].filter(Boolean)].flatMap((each) => [each.familyName, each.givenNames, each.documentNumber, each.cardNumber, each.email])
  .concat(number, number.slice(1), '12 Lê Lợi', paper.number).filter((word) => word && word.length >= 5);
const watch = new Watch();

/** The visit at the counter, the authority's answer, the message, and the status page. */
async function counterAndAccount(home, first, listed) {
  const deskContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', permissions: ['camera'] });
  const desk = new Walk(await deskContext.newPage(), 'vi', `officer-${who}`);
  walks.push(desk);
  watch.watchPage(desk.page);
  await go.officerSignIn(desk, system.url, system.dir, officer);
  for (const each of people) {
    const full = `${each.familyName} ${each.givenNames}`.trim();
    const application = await home.page.evaluate(async (name) => (await (await fetch('/api/v1/applications')).json()).applications.find((a) => a.name === name), full);
    const slip = await go.readSlip(home, system.url, application.reference, system.dir);
    expect(slip.token === application.slip.token, `zbarimg read «${slip.token}»`);
    expect(slip.text.includes('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM') && slip.text.includes(each.documentNumber), 'the PDF lacks the heading or the passport number');
    if (guardian && each === people[0]) {
      const screen = join(box, 'slip.png');
      await go.showSlip(home, system.url, application.reference, screen);
      makeCamera(screen);
      await go.scanFile(desk, full);
    } else {
      await go.openFile(desk, slip.token, full);
    }
    if (each === people[0]) await desk.page.getByRole('img', { name: desk.words.label('integration.front') }).waitFor();
    await go.counter(desk, { mrz: each.mrz, face: each.face, prints: each.prints, child: Boolean(guardian), representative: Boolean(guardian), language });
    await desk.link('officer.back_to_day');
    await desk.page.getByRole('heading', { level: 2, name: desk.t('officer.open.title') }).waitFor();
    const due = await home.page.evaluate(async (reference) => (await (await fetch(`/api/v1/applications/${reference}`)).json()).deadline, application.reference);
    expect(due.days === (each.onRecord === 'face and fingers' || each.onRecord === 'face_and_fingers' ? 3 : 7), `deadline of ${due.days} days for ${each.onRecord}`);
  }
  await desk.check('day-after');

  // the authority answers, the message arrives at the address given, the status page says so
  const account = (reference) => home.page.evaluate(async (at) => (await (await fetch(`/api/v1/applications/${at}`)).json()).account?.number, reference);
  const told = (number) => number && mails().some((mail) => mail.to.includes((guardian ?? people[0]).email) && mail.text.includes(number));
  for (const reference of listed) {
    for (let i = 0; i < 60 && !told(await account(reference)); i++) await sleep(500);
    expect(told(await account(reference)), `no e-mail about the account of ${reference} among: ${mails().map((mail) => mail.subject).join(' | ')}`);
  }
  for (const application of listed) {
    await home.page.goto(`${system.url}/${language}/status/${application}`);
    await home.ready();
    await home.page.getByText(home.t('account.panel')).first().waitFor({ timeout: 30000 });
  }
  await home.check('account');
  console.log(`${desk.visited.length} pages at the counter, ${mails().length} e-mails`);
}

/** Logs, raw pages of the store, addresses asked for and error bodies, searched for the people of this walk. */
function leaks(when) {
  // the demo's developer mailbox keeps numbers in the clear, in the store: api.canary looks for them there without it
  const files = [...traces(system.dir, secrets, (path) => path.endsWith('.log')),
    ...traces(system.dir, secrets.filter((word) => !number.includes(word)), (path) => /motcua\.db(-wal|-shm)?$/.test(path))];
  watch.errors = watch.errors.filter((each) => !each.includes('"draft.conflict"'));  // gives the owner their own newer draft
  const seen = watch.addresses.length > 50 ? [] : [`only ${watch.addresses.length} addresses`];
  return [...seen, ...files, ...watch.traces(secrets)].map((each) => `${when}, a canary in ${each}`);
}

// Chromium's fake camera shows the applicant, the same person as at the counter; in the guardian's walk it is the counter's
// camera, before which the slip on the guardian's telephone is held
const camera = join(box, who === 'applicant' ? 'good.mjpeg' : 'paper.mjpeg');
const makeCamera = (picture) => execFileSync(join(root, 'build', 'bin', 'make_camera'), [box, picture]);
makeCamera(who === 'applicant' ? people[0].portrait : join(root, 'assets', 'readme', 'home.png'));
const browser = await launch(camera, { webgl: without !== 'webgl' });
const failures = [];
const walks = [];
let idle = -1;
try {
  const phoneContext = await browser.newContext({ ...devices.get(Number(width)), colorScheme: dark ? 'dark' : 'light', locale: language === 'en' ? 'en-GB' : language, permissions: ['camera'] });
  if (without === 'storage') await refuseStorage(phoneContext);
  const home = new Walk(await phoneContext.newPage(), language, [who, language, without, width === '390' ? '' : width, dark ? 'dark' : ''].filter(Boolean).join('-'));
  if (who === 'applicant' && width === '390' && ['vi', 'en'].includes(language)) home.golden = new Set(['language', 'start', 'who', 'phone', 'tasks', 'name', 'address', 'dependants', 'dependant', 'paper', 'paper-picture', 'portrait', 'check', 'declaration-errors', 'declaration']);
  if (until === 'account') Object.assign(home, { looks: new Looks(browser), seen: new Set(['answer', 'tasks', 'name', 'address', 'dependant', 'paper', 'guardian', 'check', 'declaration-errors', 'declaration']) });
  walks.push(home);
  watch.watchPage(home.page);
  const requested = [];
  home.page.on('request', (request) => requested.push(request.url()));

  await go.open(home, system.url);
  const refused = await home.page.evaluate(() => { try { indexedDB.open('x'); return false; } catch { return true; } });
  expect(refused === (without === 'storage'), 'storage is refused or kept, not as asked');
  expect(await home.page.evaluate(() => window.motcua.plain()) === (without === 'webgl'), 'painted or plain, not as asked');
  idle = await home.idleFrames();
  expect(idle === 0, `${idle} frames were painted while idle`);
  await home.press('start.begin');
  await home.arrived(home.t('eligibility.who'));
  await go.eligibility(home, people[0], who === 'guardian' ? 'child' : 'self');
  await home.press('answer.apply');
  await go.signIn(home, system.url, number, guardian ? undefined : people[0]);
  await home.arrived(home.t('tasks.title'));
  await home.page.getByText(home.t('tasks.saved_server')).first().waitFor();  // not a matter of moments, for the looks
  await home.check('tasks');
  expect(!requested.some((url) => /vision/.test(url)), 'the vision module was loaded before the portrait page');
  if (guardian) {
    await home.press('people.add');
    await home.arrived(home.t('people.add_title'));
    await home.next();
    await home.arrived(home.t('eligibility.who'));
    await go.eligibility(home, people[1], 'child');
    await home.press('answer.apply');
    await home.arrived(home.t('tasks.title'));
    await go.fillGuardian(home, guardian);
  }
  // most type; where nothing is kept, a photograph of the passport is read
  const passport = without === 'storage' ? join(box, 'passport.jpg') : undefined;
  if (passport) await paint(browser, people[0].mrz.trim().split('\n'), 'well', passport);
  for (const [i, each] of people.entries()) await go.fillForm(home, each, i, { own: !guardian, passport, portrait: who === 'applicant' ? 'camera' : each.portrait, ...(i === 0 ? extras : {}) });
  // everything is still there after a reload
  await home.page.reload();
  await home.ready();
  await home.arrived(home.t('tasks.title'));
  await go.submit(home, guardian ? undefined : people[0]);
  const first = await go.book(home, office);

  const listed = await home.page.evaluate(async () => (await (await fetch('/api/v1/applications')).json()).applications.map((a) => a.reference));
  expect(listed.includes(first) && listed.length === people.length, `applications: ${listed}`);

  for (const reference of listed) {
    const slip = await go.readSlip(home, system.url, reference, system.dir);
    expect(slip.token.includes(reference), `zbarimg read «${slip.token}»`);
  }
  if (until === 'account') await counterAndAccount(home, first, listed);
  console.log(`${who} (${language}): ${home.visited.length} pages at home, ${walks.flatMap((walk) => walk.violations).length} violations, ${idle} idle frames, ${mails().length} e-mails`);
} catch (error) {
  failures.push(error.stack);
  for (const context of browser.contexts()) for (const page of context.pages()) await page.screenshot({ path: join(root, 'build', 'screens', `failed-${who}-${page.url().split('/').pop()}.png`), fullPage: true }).catch(() => {});
} finally {
  failures.push(...walks.flatMap((walk) => walk.violations));
  await browser.close();
  failures.push(...leaks('while serving'));
  await system.serve.kill('SIGKILL');
  failures.push(...leaks('after kill -9'));
  await system.stop();
}
for (const failure of failures.slice(0, 20)) console.log(failure);
process.exit(failures.length ? 1 : 0);
