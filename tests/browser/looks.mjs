// How pages look, beside how they looked when somebody last said that they are right: the kit's gallery and the first public pages, light
// and dark, on a phone and a desk (picture.mjs). The journeys compare pages further in by themselves.
//   node tests/browser/looks.mjs               MOTCUA_ACCEPT=1 takes what is shown now
import { Process, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { launch, painted, Walk } from './lib.mjs';
import { Looks } from './picture.mjs';

const dir = temporaryFolder('looks');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const browser = await launch();
const looks = new Looks(browser);
const failures = [];

async function look(page, name) {
  await painted(page);
  const wrong = await looks.differs(page, name);
  if (wrong) failures.push(wrong);
}
/** The whole page in views of the window's height. */
async function lookThrough(page, name) {
  for (let i = 0; i < 20; i++) {
    await page.evaluate((at) => scrollTo(0, at * innerHeight), i);
    await sleep(120);
    await look(page, `${name}-${i + 1}`);
    if (await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1)) return;
  }
}
for (const [place, viewport] of [['phone', { width: 390, height: 844 }], ['desk', { width: 1440, height: 900 }]]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, deviceScaleFactor: 1, colorScheme, reducedMotion: 'reduce', locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
    const page = await context.newPage();
    const walk = new Walk(page, 'vi', `looks-${place}-${colorScheme}`);
    const at = async (path, name, before) => {
      await page.goto(serve.url + path);
      await walk.ready();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      await before?.();
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      await sleep(150);
      await lookThrough(page, `${name}-${place}-${colorScheme}`);
    };
    await at('/en/officer/gallery', 'gallery');
    await at('/', 'language');
    await at('/vi/start', 'start');
    await at('/vi/eligibility/who', 'error', async () => { await walk.next(); await page.getByText(walk.t('error.summary_title')).first().waitFor(); });
    await at('/vi/sign-in', 'sign-in');
    failures.push(...walk.violations);
    await context.close();
  }
}
await browser.close();
await serve.kill('SIGTERM');
console.log(failures.length ? failures.join('\n') : `${looks.compared} views look as they did`);
process.exit(failures.length ? 1 : 0);
