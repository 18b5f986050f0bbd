// The painter (web/painter.js): in a Worker and in the page itself it paints the same, and where the text lies; a GPU that loses everything, a page taller than its
// picture and letters that few need are gone through, and paper.
//   node tests/browser/painter.mjs
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Process, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { launch, expect, painted } from './lib.mjs';

const dir = temporaryFolder('painter');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const browser = await launch();
const judge = await (await browser.newContext()).newPage();
const gallery = '/vi/officer/gallery', first = '/vi/eligibility/who';

/** A page whose Workers can paint, or cannot. */
async function opened(path, { workers = true, deviceScaleFactor = 2, width = 390 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, deviceScaleFactor, isMobile: true, reducedMotion: 'reduce' });
  if (!workers) await context.addInitScript(() => { delete window.OffscreenCanvas; });
  const page = await context.newPage();
  await page.goto(serve.url + path);
  await page.waitForFunction(() => window.motcua?.ready === true && !window.motcua.plain());
  await page.locator('h1').first().waitFor();
  return page;
}
const picture = async (page) => {
  await sleep(150);  // what still comes from the server
  await painted(page);
  return (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
};
/** Share of the dots that differ by more than rounding. */
const difference = (one, other) => judge.evaluate(async (pair) => {
  const [a, b] = await Promise.all(pair.map(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const ink = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d', { willReadFrequently: true });
    ink.drawImage(image, 0, 0);
    return ink.getImageData(0, 0, image.width, image.height).data;
  }));
  if (a.length !== b.length) return 1;
  let differ = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 8) differ++;
  return differ / a.length;
}, [one, other]);
/** In a page of its own: by how many device px, up to 4, each box of one picture has to be moved to be most like the other's. */
const shiftsOf = async ([one, other, boxes, ratio]) => {
  const light = await Promise.all([one, other].map(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const ink = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d', { willReadFrequently: true });
    ink.drawImage(image, 0, 0);
    const { data: dots } = ink.getImageData(0, 0, image.width, image.height);
    return (x, y) => dots[4 * (y * image.width + x) + 1];
  }));
  const likeness = (box, dx, dy) => {
    const [x0, y0, x1, y1] = [box.left, box.top, box.right, box.bottom].map((v) => Math.round(v * ratio));
    let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
    for (let y = y0 + 4; y < y1 - 4; y++) for (let x = x0 + 4; x < x1 - 4; x++) {
      const p = light[0](x + dx, y + dy), q = light[1](x, y);
      n++; a += p; b += q; aa += p * p; bb += q * q; ab += p * q;
    }
    return (n * ab - a * b) / Math.sqrt((n * aa - a * a) * (n * bb - b * b) || 1);
  };
  return boxes.map((box) => {
    let best = { like: -1 };
    for (let dx = -4; dx <= 4; dx++) for (let dy = -4; dy <= 4; dy++) { const like = likeness(box, dx, dy); if (like > best.like) best = { dx, dy, like }; }
    return best;
  });
};
const same = async (one, other, what) => expect(await difference(one, other) < 1e-5, `${what}: the pictures differ in ${await difference(one, other)} of their dots`);
const painterOf = (page) => page.workers().find((worker) => worker.url().includes('painter'));

const tests = {
  async a_worker_and_the_page_itself_paint_the_same() {
    const one = await opened(first), other = await opened(first, { workers: false });
    expect(painterOf(one) && !painterOf(other), 'who paints is not as asked');
    const shot = await picture(one);
    expect(await difference(shot, await picture(await opened(gallery))) > 0.01, 'the comparison sees nothing');
    await same(shot, await picture(other), 'first page');
  },
  async a_page_taller_than_its_picture_is_shown_whole() {
    const pages = [await opened(gallery, { deviceScaleFactor: 2.625 }), await opened(gallery, { deviceScaleFactor: 2.625, workers: false })];
    const height = await pages[0].evaluate(() => document.documentElement.scrollHeight);
    expect(height * 2.625 > 3 * 4096, `the gallery is only ${height} high`);
    for (const at of [0, 0.3, 0.55, 1, 0.1]) {
      const shots = [];
      for (const page of pages) {
        await page.evaluate((y) => scrollTo(0, y), Math.round((height - 844) * at));
        shots.push(await picture(page));
      }
      await same(...shots, `scrolled to ${at}`);
    }
    const paper = await pages[0].evaluate(() => [document.getElementById('canvas').height, devicePixelRatio]);
    expect(paper[0] <= 4096, `the picture is ${paper[0]} high`);
  },
  async a_gpu_that_loses_everything_gets_it_again() {
    const page = await opened(first), kept = await opened(first);
    const choose = async (each) => { await each.getByRole('radio').nth(1).check(); await each.evaluate(() => document.activeElement.blur()); };
    await choose(kept);
    const wanted = await picture(kept);
    const painter = painterOf(page);
    await painter.evaluate(() => { self.lost = self.canvas.getContext('webgl2').getExtension('WEBGL_lose_context'); self.lost.loseContext(); });
    await sleep(200);
    await choose(page);  // while there is nothing to paint with, the form itself is shown
    expect(await page.evaluate(() => window.motcua.plain()), 'an old picture hides the form');
    await painter.evaluate(() => self.lost.restoreContext());
    await page.waitForFunction(() => !window.motcua.plain() && window.motcua.painted(), null, { timeout: 5000 });
    await same(await picture(page), wanted, 'after the loss');
  },
  async text_lies_within_a_pixel_of_where_it_is_painted() {
    for (const [width, deviceScaleFactor, path] of [[320, 2.625, '/vi/start'], [390, 2, gallery], [768, 1, '/fr/start'], [1440, 1, '/en/start']]) {
      const page = await opened(path, { deviceScaleFactor, width });
      await page.context().route('**/of-this-test.css', (route) => route.fulfill({ contentType: 'text/css', body: '#canvas{visibility:hidden}#page .t{color:var(--ink)!important}' }));
      const at = await page.evaluate(() => [...document.querySelectorAll('#page .t')].map((e) => ({ text: e.textContent, box: e.getBoundingClientRect().toJSON() }))
        .filter(({ text, box }) => text.trim().length > 2 && box.top >= 0 && box.bottom < innerHeight && box.width > 8));
      const drawn = await picture(page);
      await page.addStyleTag({ url: '/of-this-test.css' });
      const shifts = await judge.evaluate(shiftsOf, [drawn, await picture(page), at.map(({ box }) => box), deviceScaleFactor]);
      expect(at.length > 4, `only ${at.length} texts on ${path}`);
      for (const [i, { dx, dy, like }] of shifts.entries()) {
        const most = Math.max(Math.abs(dx), Math.abs(dy)) / deviceScaleFactor;
        expect(most <= 1 && like > 0.5, `${path} at ${width}: «${at[i].text}» is painted ${dx}, ${dy} device px away (alike by ${like.toFixed(2)})`);
      }
    }
  },
  async a_tall_page_is_printed_as_text_and_whole() {
    const page = await opened(gallery);
    const last = await page.locator('#page .t').last().textContent();
    const file = join(dir, 'page.pdf');
    await page.pdf({ path: file, format: 'A4' });
    const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    const wanted = await page.locator('#page h1, #page h2').allTextContents();
    expect(wanted.length > 5, `only ${wanted.length} headings`);
    for (const words of [...wanted, last]) expect(text.includes(words.replace(/\s+/g, ' ').trim()), `«${words}» is not on paper`);
    await page.waitForFunction(() => !window.motcua.plain() && window.motcua.painted());
  },
  async a_desk_wide_page_fits_the_paper() {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } }), page = await context.newPage(), file = join(dir, 'desk.pdf');
    await page.goto(serve.url + '/vi/start');
    await page.locator('h1').first().waitFor();
    await page.pdf({ path: file, format: 'A4' });
    const boxes = execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
    const paper = Number(/<page width="([\d.]+)"/.exec(boxes)[1]), words = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map((m) => Number(m[1]));
    expect(words.length > 60 && Math.max(...words) <= paper, `${words.length} words, up to ${Math.max(...words)} on paper of ${paper}`);
  },
  async letters_that_few_need_come_when_they_are_shown() {
    const page = await opened(first);
    const there = () => page.evaluate(() => performance.getEntriesByType('resource').some((e) => /names\.\w+\.ttf/.test(e.name)));
    expect(!(await there()), 'names.ttf came with the first page');
    await page.goto(serve.url + gallery);
    await page.waitForFunction(() => window.motcua?.ready === true);
    const box = page.getByRole('textbox').first();
    await box.waitFor();
    await box.pressSequentially('ü');
    for (let i = 0; i < 100 && !(await there()); i++) await sleep(50);
    expect(await there(), 'names.ttf did not come');
    await painted(page);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try { await test(); console.log(`ok   ${name}`); } catch (error) { failed++; console.log(`FAIL ${name}: ${error.message}`); }
  for (const context of browser.contexts()) if (!context.pages().includes(judge)) await context.close();
}
await browser.close();
await serve.kill('SIGTERM');
process.exit(failed ? 1 : 0);
