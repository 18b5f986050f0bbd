// The applicant's and the officer's way through the pages, in steps the tests put together.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, lastCode, root, sleep } from '../lib/motcua.mjs';
import { devices, expect, languages, officeName, painted, Walk } from './lib.mjs';

/** What stands beside a consent, in its own language: {read: {vi, en}, …}. */
const consentWords = JSON.parse(readFileSync(join(root, 'assets/consent_words.json'), 'utf8'));

/** Opens the client and chooses the language; returns on the start page. */
export async function open(walk, url) {
  await walk.page.goto(`${url}/`);
  await walk.ready();
  await walk.check('language');
  await walk.page.getByRole('button', { name: languages.get(walk.words.language) }).click();
  await walk.arrived(walk.t('start.title'), 'start');
}

/** The eligibility questions for one person; ends on the answer page. */
export async function eligibility(walk, person, who) {
  const self = who === 'self';
  await walk.choose(walk.t(`eligibility.who_${who}`));
  await walk.check('who');
  await walk.next();
  await walk.arrived(walk.t(self ? 'eligibility.birth_self' : 'eligibility.birth_other'));
  await walk.date(person.birthDate);
  await walk.next();
  await walk.arrived(walk.t(self ? 'eligibility.card_self' : 'eligibility.card_other'));
  await walk.choose(walk.t(person.cardType === 'PRC' ? 'eligibility.card_permanent' : 'eligibility.card_temporary'));
  await walk.next();
  await walk.arrived(walk.t('eligibility.card_expiry'));
  await walk.date(person.cardExpiry);
  await walk.next();
  await walk.arrived(walk.t('eligibility.passport_expiry'));
  await walk.date(person.documentExpiry);
  await walk.next();
  await walk.arrived(walk.t(self ? 'answer.yes_self' : 'answer.yes_other'), 'answer');
}

/** The reply of 1414 to TTTB as an operator writes it, pasted into the help with the number in one's own name; what is said about it. */
async function pasteReply(walk, person, expected) {
  const [year, month, day] = person.birthDate.split('-');
  const box = walk.page.getByRole('textbox', { name: walk.t('own_name.paste') });
  if (!(await box.count())) await walk.press('sign_in.own_name_title');
  await box.fill(`Thong tin thue bao: Ho ten: ${person.givenNames} ${person.familyName}, Ngay sinh: ${day}/${month}/${year}, So giay to: ${person.documentNumber}, Ngay cap: 01/02/2020`);
  await walk.page.getByRole('status').filter({ hasText: walk.t(expected) }).waitFor({ timeout: 20000 });
  await walk.check(expected);
}

/** `holder`: whose reply of 1414 is pasted before the form is filled in. */
export async function signIn(walk, url, phone, holder) {
  await walk.arrived(walk.t('sign_in.title'), 'phone');
  if (holder) await pasteReply(walk, holder, 'own_name.by_eye');
  await walk.fill(walk.t('sign_in.phone'), phone.replace('+84', '0'));
  await walk.press('sign_in.send');
  await walk.arrived(walk.t('code.title'), 'code');
  await walk.fill(walk.t('code.label'), await lastCode(url, phone));
  await walk.next();
}

/** Somebody with a form begun, for tests that open a browser for each camera: the cookies of a session whose draft the server has, and
    the addresses of these tasks without their language. */
export async function beginForm(browser, url, number, walks, tasks) {
  const context = await browser.newContext({ ...devices.get(390), locale: 'vi' });
  const walk = new Walk(await context.newPage(), 'vi', 'begin');
  walks.push(walk);
  await walk.page.goto(`${url}/vi/start`);
  await walk.ready();
  await walk.press('start.begin');
  await walk.arrived(walk.t('eligibility.who'));
  await eligibility(walk, { birthDate: '1990-04-12', cardType: 'PRC', cardExpiry: '2031-01-01', documentExpiry: '2032-01-01' }, 'self');
  await walk.press('answer.apply');
  await signIn(walk, url, number);
  await walk.arrived(walk.t('tasks.title'));
  for (let i = 0; i < 100 && !(await walk.page.evaluate(async () => (await fetch('/api/v1/draft')).ok)); i++) await sleep(100);
  const paths = {};
  for (const name of tasks) paths[name] = (await walk.page.getByRole('link', { name: walk.t(`task.${name}`) }).getAttribute('href')).replace(/^\/\w+/, '');
  const cookies = await context.cookies();
  await context.close();
  return { cookies, paths };
}

/** One task of the list, by its title; the heading of the list says we are back. */
async function task(walk, title, nth = 0) { await walk.page.getByRole('link', { name: walk.t(title) }).nth(nth).click(); }
const back = (walk, shot) => walk.arrived(walk.t('tasks.title'), shot);

/** Fills the whole form of one person from the task list. `nth`: which person in the list. */
export async function fillForm(walk, person, nth = 0, options = {}) {
  await fillDetails(walk, person, nth, options);
  await fillRest(walk, person, nth, options);
}

/** The page that offers to read the passport, passed over. */
export async function byHand(walk, own, shot) {
  await walk.arrived(walk.t(own ? 'passport.title' : 'passport.title_other'), shot);
  await walk.press('passport.by_hand');
}

/** The first task, four questions: typed, or read out of a photograph of the passport. */
export async function fillDetails(walk, person, nth = 0, { own = true, passport } = {}) {
  const w = walk.words;
  await task(walk, 'task.details', nth);
  if (passport) return readPassport(walk, passport);
  await byHand(walk, own, nth === 0 ? 'passport' : undefined);
  await walk.arrived(walk.t(own ? 'question.name' : 'question.name_other'), nth === 0 ? 'name' : undefined);
  await walk.field('applicant.familyName', person.familyName);
  if (person.givenNames) await walk.field('applicant.givenNames', person.givenNames);
  await walk.next();
  await walk.arrived(w.label('applicant.sex'));
  await walk.choose(w.choice(person.sex));
  await walk.next();
  await walk.arrived(w.label('applicant.nationality'));
  await walk.search(w.label('applicant.nationality'), person.nationalityName[w.language]);
  await walk.next();
  await walk.arrived(w.label('applicant.foreignerNumber'));
  await walk.next();
  await back(walk);
}

/** The photograph answers what the zone holds; only what it does not is still asked. */
async function readPassport(walk, photograph) {
  await walk.arrived(walk.t('passport.title'), 'passport');
  await walk.page.locator('input[type=file]').first().setInputFiles(photograph);
  await walk.arrived(walk.t('passport.review'), 'passport-review');
  await walk.press('passport.use');
  await walk.arrived(walk.words.label('applicant.foreignerNumber'));
  await walk.next();
  await back(walk);
}

/** All other tasks. */
export async function fillRest(walk, person, nth = 0, { own = true, portrait, dependant, paper, passport } = {}) {
  const w = walk.words;
  await task(walk, 'task.document', nth);
  if (!passport) {
    await walk.arrived(w.label('applicant.documentType'));
    await walk.choose(w.choice('passport'));
    await walk.next();
  }
  await walk.arrived(walk.t(own ? 'question.document' : 'question.document_other'));
  if (!passport) await walk.field('applicant.documentNumber', person.documentNumber);
  await walk.date(person.documentIssueDate);
  await walk.field('applicant.documentIssuePlace', person.documentIssuePlace);
  await walk.next();
  await back(walk);

  await task(walk, 'task.card', nth);
  await walk.arrived(walk.t(own ? 'question.card' : 'question.card_other'));
  await walk.field('applicant.cardNumber', person.cardNumber);
  if (person.cardType === 'TRC') await walk.select(w.label('applicant.cardSymbol'), person.cardSymbol);
  await walk.next();
  await back(walk);

  await task(walk, 'task.address', nth);
  await walk.arrived(walk.t(own ? 'question.address' : 'question.address_other'), nth === 0 ? 'address' : undefined);
  await walk.select(w.label('applicant.province'), person.province);
  await walk.field('applicant.commune', person.commune);
  await walk.field('applicant.addressLine', person.addressLine);
  await walk.next();
  await back(walk);

  if (own) {
    await task(walk, 'task.contact', nth);
    await walk.arrived(w.label('applicant.email'));
    if (person.email) await walk.field('applicant.email', person.email);
    await walk.next();
    await back(walk);
  }
  if (dependant) await declareDependant(walk, dependant, nth);
  await task(walk, 'task.integration', nth);
  await walk.arrived(walk.t('integration.title'));
  if (paper) await addPaper(walk, paper);
  else await walk.press('table.skip');
  await back(walk);

  await task(walk, 'task.portrait', nth);
  await walk.arrived(walk.t(own ? 'portrait.title' : 'portrait.title_other'), nth === 0 ? 'portrait' : undefined);
  await pictureIsThere(walk, /^\/pictures\.\w+\.svg#portrait$/);
  if (portrait === 'camera') await portraitByCamera(walk);
  else if (portrait) await portraitByFile(walk, portrait);
  else await walk.press('portrait.at_counter');
  await back(walk, nth === 0 ? 'tasks' : undefined);
}

async function declareDependant(walk, person, nth) {
  const w = walk.words;
  await task(walk, 'task.dependants', nth);
  await walk.arrived(walk.t('dependants.title'), 'dependants');
  await walk.press('dependants.add');
  await walk.arrived(walk.t('dependants.row_title'));
  await walk.field('dependants.familyName', person.familyName);
  await walk.field('dependants.givenNames', person.givenNames);
  await walk.date(person.birthDate);
  await walk.choose(w.choice(person.sex));
  await walk.search(w.label('dependants.nationality'), person.nationalityName[w.language]);
  await walk.field('dependants.documentNumber', person.documentNumber);
  await walk.choose(w.choice('spouse'));
  await walk.check('dependant');
  await walk.press('action.save');
  await walk.arrived(walk.t('dependants.title'), 'dependants-one');
  await walk.next();
  await back(walk);
}

/** A paper with a picture of its front. */
async function addPaper(walk, { kind, number, picture }) {
  await walk.press('integration.add');
  await walk.arrived(walk.t('integration.row_title'), 'paper');
  await walk.choose(walk.words.choice(kind));
  await walk.field('integration.number', number);
  await walk.page.locator('input[type=file]').first().setInputFiles(picture);
  await walk.page.getByRole('img', { name: walk.words.label('integration.front') }).waitFor({ timeout: 20000 });
  await walk.check('paper-picture');
  await walk.press('action.save');
  await walk.arrived(walk.t('integration.title'), 'papers');
  await walk.page.getByText(`${number}, ${walk.t('attachment.count.one', { n: 1 })}`).waitFor();
  await walk.next();
}

async function portraitByCamera(walk) {
  await walk.press('portrait.open_camera');
  await walk.page.getByRole('checkbox', { name: walk.t('portrait.by_itself') }).uncheck();  // that it takes itself is held by portrait.mjs
  await walk.page.getByRole('status').filter({ hasText: walk.t('portrait.live_ok') }).waitFor({ timeout: 120000 });
  await walk.check('camera');
  await walk.press('portrait.take');
  await walk.page.getByText(walk.t('portrait.good_title')).first().waitFor({ timeout: 30000 });
  await walk.check('portrait-good');
  await walk.press('portrait.use');
}

async function portraitByFile(walk, file) {
  await walk.page.locator('input[type=file]').first().setInputFiles(file);
  await walk.page.getByText(walk.t('portrait.good_title')).first().waitFor({ timeout: 60000 });
  await walk.check();
  await walk.press('portrait.use');
}

/** The guardian's own part. */
export async function fillGuardian(walk, guardian) {
  const w = walk.words;
  await task(walk, 'task.guardian');
  await byHand(walk, true);
  await walk.arrived(walk.t('question.your_name'), 'guardian');
  await walk.field('representative.familyName', guardian.familyName);
  if (guardian.givenNames) await walk.field('representative.givenNames', guardian.givenNames);
  await walk.next();
  await walk.arrived(w.label('representative.relation'));
  await walk.choose(w.choice('parent'));
  await walk.next();
  await walk.arrived(w.label('representative.birthDate'));
  await walk.date(guardian.birthDate);
  await walk.next();
  await walk.arrived(w.label('representative.sex'));
  await walk.choose(w.choice(guardian.sex));
  await walk.next();
  await walk.arrived(w.label('representative.nationality'));
  await walk.search(w.label('representative.nationality'), guardian.nationalityName[w.language]);
  await walk.next();
  await walk.arrived(w.label('representative.documentNumber'));
  await walk.field('representative.documentNumber', guardian.documentNumber);
  await walk.next();
  await walk.arrived(w.label('representative.email'));
  if (guardian.email) await walk.field('representative.email', guardian.email);
  await walk.next();
  await back(walk);
}

/** Check answers, declaration, submit; ends on the choice of the office. */
export async function submit(walk, holder) {
  await task(walk, 'task.check');
  await walk.arrived(walk.t('check.title'), 'check');
  if (holder) {
    await pasteReply(walk, holder, 'own_name.agrees');
    await pasteReply(walk, { ...holder, documentNumber: 'OLD0000001' }, 'own_name.differs');
  }
  await walk.next();
  await walk.arrived(walk.t('declaration.title'));
  await walk.press('declaration.submit');  // nothing ticked: refused, with an error summary
  await walk.page.getByText(walk.t('error.summary_title')).first().waitFor();
  await walk.check('declaration-errors');
  for (const box of await walk.page.getByRole('checkbox').all()) await walk.tick(box);
  await walk.check('declaration');
  await walk.press('declaration.submit');
  await walk.arrived(walk.t('booking.office_title'), 'office');
}

/** A picture of our own is shown, loaded by its name with the hash. */
async function pictureIsThere(walk, source) {
  const found = await walk.page.waitForFunction((pattern) => [...document.querySelectorAll('#page img')].find((e) => new RegExp(pattern).test(e.getAttribute('src')) && e.complete && e.naturalWidth > 0), source.source, { timeout: 20000 });
  await found.dispose();
}

/** Books the first free slot of an office; ends on the slip. Returns the references on it. */
export async function book(walk, office) {
  await walk.select(walk.t('booking.province'), office.province);
  await walk.choose(officeName(office)[walk.words.language]);
  await pictureIsThere(walk, /^\/map\.\w+\.svg#p\d\d$/);
  await walk.check('office-chosen');
  await walk.next();
  await walk.arrived(walk.t('booking.day_title'), 'day');
  await walk.tick(walk.page.getByRole('radio').first());
  await walk.next();
  await walk.arrived(walk.t('booking.time_title'), 'time');
  await walk.tick(walk.page.getByRole('radio').first());
  await walk.press('booking.confirm');
  await walk.arrived(walk.t('slip.title'), 'slip');
  await printed(walk);
  return /MC-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(new URL(walk.page.url()).pathname)[0];
}

/** The slip's own button: paper gets the form itself with its QR code, and afterwards the page is as it was. */
async function printed(walk) {
  await walk.page.evaluate(() => {
    const state = () => ({ plain: window.motcua.plain(), mains: document.querySelectorAll('main').length, codes: document.querySelectorAll('[data-qr] canvas').length });
    window.print = () => { dispatchEvent(new Event('beforeprint')); window.onPaper = state(); dispatchEvent(new Event('afterprint')); };
    window.stateNow = state;
  });
  const before = await walk.page.evaluate(() => window.stateNow());
  await walk.press('slip.print');
  await walk.page.waitForFunction(() => window.onPaper);
  const paper = await walk.page.evaluate(() => window.onPaper);
  expect(paper.plain && paper.mains === 1 && paper.codes === 1, `on paper: ${JSON.stringify(paper)}`);
  await painted(walk.page);
  const after = await walk.page.evaluate(() => window.stateNow());
  expect(JSON.stringify(after) === JSON.stringify(before), `before printing ${JSON.stringify(before)}, afterwards ${JSON.stringify(after)}`);
}

/** The slip's PDF, read by other programs: its QR by zbarimg, its words by pdftotext. */
export async function readSlip(walk, url, reference, dir) {
  const cookies = (await walk.page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
  const answer = await fetch(`${url}/api/v1/applications/${reference}/slip.pdf`, { headers: { cookie: cookies } });
  expect(answer.status === 200, `slip.pdf answered ${answer.status}`);
  const pdf = join(dir, `${reference}.pdf`);
  writeFileSync(pdf, Buffer.from(await answer.arrayBuffer()));
  execFileSync('pdftoppm', ['-r', '150', '-png', pdf, join(dir, reference)]);
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  let token = '';
  for (const page of execFileSync('sh', ['-c', `ls ${join(dir, reference)}-*.png`], { encoding: 'utf8' }).trim().split('\n')) {
    try { token ||= execFileSync('zbarimg', ['-q', '--raw', page], { encoding: 'utf8' }).trim(); } catch { /* no symbol on this page */ }
  }
  return { text, token };
}

// --- the officer ------------------------------------------------------------------------------------------------------

export const totp = (dir, user) => /\b(\d{6})\b/.exec(command('admin', 'totp', user, '--data', dir).out)[1];

export async function officerSignIn(walk, url, dir, officer) {
  await walk.page.goto(`${url}/${walk.words.language}/officer/sign-in`);
  await walk.ready();
  await walk.arrived(walk.t('officer.sign_in.title'), 'officer-sign-in');
  await walk.fill(walk.t('officer.sign_in.user'), officer.user);
  await walk.page.getByLabel(walk.t('officer.sign_in.password')).fill(officer.password);
  walk.code = () => totp(dir, officer.user);
  await walk.fill(walk.t('officer.sign_in.code'), walk.code());
  await walk.press('officer.sign_in.button');
  await walk.page.getByRole('heading', { level: 2, name: walk.t('officer.open.title') }).waitFor({ timeout: 20000 });
  await walk.check('day');
}

export async function openFile(walk, code, name) {
  await walk.fill(walk.t('officer.open.label'), code);
  await walk.press('officer.open.button');
  await walk.page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 20000 });
  await walk.check('file');
}

/** The slip's QR symbol as the telephone shows it, as a picture. */
export async function showSlip(walk, url, reference, file) {
  await walk.page.goto(`${url}/${walk.words.language}/slip/${reference}`);
  await walk.ready();
  const symbol = walk.page.getByRole('img', { name: walk.t('slip.qr_alt', { reference }) });
  await symbol.scrollIntoViewIfNeeded();
  await sleep(300);
  const box = await symbol.boundingBox();
  await walk.page.screenshot({ path: file, clip: { x: box.x - 16, y: box.y - 16, width: box.width + 32, height: box.height + 32 } });
}

/** Opens the file whose slip is before the counter's camera. */
export async function scanFile(walk, name) {
  await walk.link('officer.open.scan');
  await walk.page.getByRole('heading', { level: 1, name: walk.t('officer.scan.title') }).waitFor();
  await walk.check('scan');
  await walk.press('officer.scan.start');
  await walk.page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 90000 });
  await walk.check('file');
}

const done = (walk, key) => walk.page.getByText(walk.t(key)).first().waitFor({ timeout: 60000 });
const stepLink = (walk, key) => walk.page.getByRole('link', { name: walk.t(`officer.step.${key}`) }).first().click();

/** All six steps at the counter. `prints` gives a picture file for each finger position. */
export async function counter(walk, { mrz, face, prints, child = false, representative = false, language = walk.words.language }) {
  const said = (name) => consentWords[name][language];
  await walk.press('officer.file.claim');
  await done(walk, 'officer.done.claimed');
  await walk.fill(walk.t('officer.compare.mrz'), mrz);
  await walk.press('officer.compare.button');
  await done(walk, 'officer.done.compared');
  await walk.check('compare');

  await stepLink(walk, 'face');
  await walk.page.locator('input[type=file]').first().setInputFiles(face);
  await done(walk, 'officer.done.face');
  await walk.check('face');

  await stepLink(walk, 'fingers');
  // an officer hands over one print after the other and does not wait in between
  for (const [position, file] of Object.entries(prints)) {
    const name = walk.t(`officer.finger.${position}`);
    await walk.page.getByRole('heading', { level: 3, name }).waitFor();
    await walk.page.locator('input[type=file]').first().setInputFiles(file);
  }
  for (const position of Object.keys(prints)) {
    const row = walk.page.getByRole('row').filter({ hasText: walk.t(`officer.finger.${position}`) });
    await row.getByRole('cell', { name: /^\d+$/ }).first().waitFor({ timeout: 60000 });
  }
  await walk.check('fingers');

  await stepLink(walk, 'verify');
  await walk.press('officer.verify.button');
  await done(walk, 'officer.verify.result');
  await walk.check('verify');

  await stepLink(walk, 'consent');
  await walk.tick(walk.page.getByRole('checkbox', { name: said('read') }));
  if (!child || representative !== 'only') await sign(walk, said('signApplicant'));
  if (representative) await sign(walk, said('signRepresentative'));
  await walk.check('consent');
  await walk.press('officer.consent.button');
  await done(walk, 'officer.done.consent');

  await stepLink(walk, 'send');
  await walk.press('officer.send.button');
  await confirmIfAsked(walk, walk.page.getByText(walk.t('officer.done.sent')).first());
  await done(walk, 'officer.done.sent');
  await walk.check('sent');
}

/** A visit may take longer than a second factor stays fresh: then the code is asked for, and the act goes on by itself. */
export async function confirmIfAsked(walk, otherwise) {
  const question = walk.page.getByRole('heading', { level: 1, name: walk.t('officer.confirm.title') });
  await question.or(otherwise).first().waitFor({ timeout: 20000 });
  if (!(await question.count())) return;
  await walk.fill(walk.t('officer.sign_in.code'), walk.code());
  await walk.press('officer.confirm.button');
}

async function sign(walk, label) {
  const pad = walk.page.getByLabel(label).first();
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  await walk.page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.6);
  await walk.page.mouse.down();
  for (let i = 1; i <= 12; i++) await walk.page.mouse.move(box.x + box.width * (0.2 + i * 0.04), box.y + box.height * (0.6 + 0.25 * Math.sin(i)));
  await walk.page.mouse.up();
}

export { sleep };
