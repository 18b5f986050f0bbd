// Every way in which text comes into a field, and that it arrives exactly: input methods (Vietnamese Telex, Chinese, Japanese, Korean),
// replacement by a keyboard's suggestion, autofill, pasting, decomposed letters, letters beyond the first plane.
//   node tests/browser/typing.mjs
import { Process, command, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';
import { expect, launch, leave, noteFailure, Walk } from './lib.mjs';
import { demoPerson, findOffice } from './people.mjs';
import * as go from './journey.mjs';

const dir = temporaryFolder('typing');
expect(command('admin', 'demo', '--data', dir).code === 0, 'admin demo');
const serve = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '100'], dir).start();
const person = demoPerson(dir, findOffice('pa08-ho-chi-minh'), 'kim-seo-yeon');
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'vi-VN' });
const walk = new Walk(await context.newPage(), 'vi', 'typing');
const { page } = walk;
const cdp = await context.newCDPSession(page);
const failures = [];
const name = () => page.getByRole('textbox', { name: walk.words.label('applicant.familyName') }).first();

/** Composes step by step as an input method does, then commits. */
async function compose(steps, committed) {
  for (const text of steps) {
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await sleep(40);  // frames are painted in between
    const shown = await name().inputValue();
    if (!shown.endsWith(text)) throw new Error(`while composing «${text}» the field shows «${shown}»`);
  }
  await cdp.send('Input.insertText', { text: committed });
}
const put = (value, kind) => name().evaluate((e, [text, inputType]) => { e.value = text; e.dispatchEvent(new InputEvent('input', { bubbles: true, inputType, data: text })); }, [value, kind]);

/** what: {how it comes in, what must be there} */
const cases = {
  'Telex, one mark after the other': { type: () => compose(['N', 'Ng', 'Ngu', 'Nguy', 'Nguye', 'Nguyê', 'Nguyên', 'Nguyễn'], 'Nguyễn'), want: 'Nguyễn' },
  'Telex that rewrites what was typed': { type: async () => { await page.keyboard.type('Tra'); await put('Trâ', 'insertReplacementText'); await put('Trần', 'insertReplacementText'); }, want: 'Trần' },
  'Korean syllables': { type: () => compose(['ㄱ', '기', '김'], '김'), want: '김' },
  'Japanese kana to kanji': { type: () => compose(['t', 'た', 'たn', 'たな', 'たなか', '田中'], '田中'), want: '田中' },
  'Chinese pinyin': { type: () => compose(['w', 'wa', 'wang', '王'], '王'), want: '王' },
  'two compositions, one behind the other': { type: async () => { await compose(['ㅅ', '서'], '서'); await compose(['ㅇ', '여', '연'], '연'); }, want: '서연' },
  'a composition that is given up': { type: async () => { await compose(['K', 'Ki'], 'Ki'); await cdp.send('Input.imeSetComposition', { text: 'm', selectionStart: 1, selectionEnd: 1 }); await cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 }); }, want: 'Ki' },
  'decomposed letters are put together': { type: () => cdp.send('Input.insertText', { text: 'Nguyễn'.normalize('NFD') }), want: 'Nguyễn', composed: true },
  'a letter of four bytes': { type: () => cdp.send('Input.insertText', { text: '𠮷野' }), want: '𠮷野' },
  'pasting with blanks around and within': { type: () => cdp.send('Input.insertText', { text: '  KIM   SEO ' }), want: '  KIM   SEO ' },
  'pasting lines into one line': { type: () => cdp.send('Input.insertText', { text: 'KIM\nSEO' }), want: /^KIM ?SEO$/ },
  'autofill, which says change only': { type: () => name().evaluate((e) => { e.blur(); e.value = 'ERIKSSON'; e.dispatchEvent(new Event('change', { bubbles: true })); }), want: 'ERIKSSON' },
  'a suggestion of the keyboard': { type: async () => { await page.keyboard.type('Eriks'); await put('Eriksson', 'insertReplacementText'); }, want: 'Eriksson' },
  'deleting word by word': { type: async () => { await page.keyboard.type('Anna Maria'); await page.keyboard.press('Control+Backspace'); }, want: 'Anna ' },
};
const fits = (value, want) => (want instanceof RegExp ? want.test(value) : value === want);

try {
  await go.open(walk, serve.url);
  await walk.press('start.begin');
  await walk.arrived(walk.t('eligibility.who'));
  await go.eligibility(walk, person, 'self');
  await walk.press('answer.apply');
  await go.signIn(walk, serve.url, phone(7004));
  await walk.arrived(walk.t('tasks.title'));
  for (const [what, { type, want, composed }] of Object.entries(cases)) {
    await page.goto(`${serve.url}/vi/apply/p1/name`);
    await walk.ready();
    await name().waitFor();
    await name().fill('');
    await name().click();
    try {
      await type();
      await sleep(120);
      const there = await name().inputValue();
      if (!fits(composed ? there.normalize('NFC') : there, want)) failures.push(`${what}: the field shows «${there}»`);
      // what the model has: another page, and back
      await page.goto(`${serve.url}/vi/tasks`);
      await walk.ready();
      await walk.arrived(walk.t('tasks.title'));
      await page.goBack();
      await walk.ready();
      await name().waitFor();
      const kept = await name().inputValue();
      if (!fits(kept, want)) failures.push(`${what}: «${kept}» was kept`);
    } catch (error) { failures.push(`${what}: ${error.message}`); }
  }
  // several fields at once, none of them with the focus, as a browser fills them in
  await page.goto(`${serve.url}/vi/apply/p1/name`);
  await walk.ready();
  await name().waitFor();
  await page.evaluate(([one, other]) => {
    document.activeElement?.blur();
    for (const [auto, value] of [['family-name', one], ['given-name', other]]) {
      const e = document.querySelector(`input[autocomplete="${auto}"]`);
      e.value = value;
      e.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }, [person.familyName, person.givenNames]);
  await walk.next();
  await walk.arrived(walk.words.label('applicant.sex'));
  await page.goBack();
  expect(await name().inputValue() === person.familyName, 'autofill of several fields was lost');
  await page.goto(`${serve.url}/vi/sign-in`);
} catch (error) { await noteFailure(failures, [walk], error); }
await leave({ browser, walks: [walk], stop: () => serve.kill('SIGTERM'), failures, name: 'typing', done: `; ${Object.keys(cases).length + 1} ways of typing arrive exactly` });
