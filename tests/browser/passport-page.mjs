// Photo pages of passports of invented people, painted by Chromium as a camera sees them: held well, tilted, under a lamp, far away,
// in the dark, moved, none at all. As a photograph, or as clips for the fake camera (concatenated JPEGs, as make_camera writes them).
import { readFileSync, writeFileSync } from 'node:fs';
import { launch } from './lib.mjs';

const font = readFileSync('/usr/share/fonts/opentype/ocr-b/OCRB.otf').toString('base64');

/** Check digit of ICAO 9303-3, 4.9. */
const check = (text) => String([...text].reduce((sum, c, i) => sum + (c === '<' ? 0 : parseInt(c, 36)) * [7, 3, 1][i % 3], 0) % 10);
const field = (text, width) => text.replaceAll(' ', '<').padEnd(width, '<');

/** The zone of a passport (TD3), two lines of 44. Dates as YYYY-MM-DD. */
export function zone({ issuer, family, given, number, nationality = issuer, birth, sex, expiry }) {
  const day = (iso) => iso.slice(2).replaceAll('-', '');
  const [n, b, e] = [field(number, 9), day(birth), day(expiry)].map((text) => text + check(text));
  const personal = field('', 14) + '<';
  return [field(`P<${field(issuer, 3)}${family}<<${given}`, 44), n + field(nationality, 3) + b + sex + e + personal + check(n + b + e + personal)];
}

/** ICAO 9303-4: 125 x 88 mm, characters of 2.54 mm, the lines 6.35 mm apart. `mm`: px of a millimetre. */
const photoPage = (lines, mm) => {
  const width = 125 * mm, height = 88 * mm, row = (line, bottom) => `<text x="${6.6 * mm}" y="${height - bottom * mm}" textLength="${44 * 2.54 * mm}">${line.replaceAll('<', '&lt;')}</text>`;
  const said = (x, y, w) => `<rect x="${x * mm}" y="${y * mm}" width="${w * mm}" height="${1.8 * mm}" rx="4" fill="#4a5257" opacity=".8"/>`;
  return `<svg class="page" width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${3 * mm}" fill="#e9edea"/>
    ${Array.from({ length: 30 }, (_, i) => `<path d="M0 ${i * 3 * mm}q${width / 4} ${((i % 5) - 2) * 14} ${width / 2} 0t${width / 2} 0" fill="none" stroke="#b9cdc6" stroke-width="1.4"/>`).join('')}
    <rect y="${height - 23.2 * mm}" width="${width}" height="${23.2 * mm}" fill="#f4f6f3"/>
    <rect x="${6 * mm}" y="${16 * mm}" width="${33 * mm}" height="${43 * mm}" fill="#c6d0d2"/><circle cx="${22.5 * mm}" cy="${33 * mm}" r="${8.5 * mm}" fill="#8d6f5c"/><ellipse cx="${22.5 * mm}" cy="${56 * mm}" rx="${14 * mm}" ry="${12 * mm}" fill="#3c4a55"/>
    ${[[45, 18, 30], [45, 26, 42], [45, 34, 24], [45, 42, 36], [45, 50, 20], [92, 18, 26], [92, 34, 22], [92, 50, 24]].map((each) => said(...each)).join('')}
    <g font-family="OCRB" font-size="${4.22 * mm}" fill="#171a1c">${row(lines[0], 12.4)}${row(lines[1], 6.05)}</g></svg>`;
};

/** How it is held: CSS of the page, and what lies over everything. */
const held = {
  well: { page: 'rotate(-.6deg)' },
  tilted: { page: 'perspective(1500px) rotateX(64deg) rotateZ(-4deg)' },
  glaring: { over: 'radial-gradient(ellipse 30% 13% at 46% 77%,rgba(255,255,255,1) 0 62%,rgba(255,255,255,0))' },
  far: { page: 'scale(.28)' },
  dark: { filter: 'brightness(.03)' },
  blurred: { filter: 'blur(6px)' },
  nowhere: { page: 'translateX(3000px)' },
};
export const ways = Object.keys(held);

/** Chromium's fake camera takes a clip's grey values 16 to 235 for black and white: they are squeezed into that, and come out as painted. */
const videoRange = '<svg width="0" height="0"><filter id="video" color-interpolation-filters="sRGB"><feComponentTransfer>' +
  ['R', 'G', 'B'].map((c) => `<feFunc${c} type="linear" slope=".859" intercept=".0627"/>`).join('') + '</feComponentTransfer></filter></svg>';

const html = (lines, way, shift, isClip) => {
  const { page = '', over = 'none', filter = 'none' } = held[way];
  return `<style>@font-face{font-family:OCRB;src:url(data:font/otf;base64,${font})}body{margin:0;width:1280px;height:960px;overflow:hidden;background:#54483c}
    .shot{position:absolute;inset:0;background:#000}.desk{position:absolute;inset:0;filter:${filter};background:linear-gradient(115deg,#6b5a49,#4d4136 40%,#5f5143)}
    .page{position:absolute;left:${95 + shift}px;top:${90 + shift}px;transform:${page};filter:drop-shadow(0 8px 18px rgba(0,0,0,.5))}
    .over{position:absolute;inset:0;background:${over}}</style>${videoRange}<div class="shot"${isClip ? ' style="filter:url(#video)"' : ''}><div class="desk">${photoPage(lines, 8.7)}<div class="over"></div></div></div>`;
};

/** Writes `file`: .jpg a photograph, .mjpeg a clip in which the hand trembles a little. `lines`: of the zone. */
export async function paint(browser, lines, way, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1 });
  const page = await context.newPage(), frames = [], isClip = file.endsWith('.mjpeg');
  for (const shift of isClip ? [0, 1, 2, 1] : [0]) {
    await page.setContent(html(lines, way, shift, isClip));
    await page.evaluate(() => document.fonts.load('20px OCRB').then(() => document.fonts.ready));
    frames.push(await page.screenshot({ type: 'jpeg', quality: 92 }));
  }
  await context.close();
  writeFileSync(file, Buffer.concat(frames));
}

// by hand: node tests/browser/passport-page.mjs FOLDER
if (process.argv[1]?.endsWith('passport-page.mjs')) {
  const browser = await launch();
  const lines = zone({ issuer: 'SWE', family: 'ERIKSSON', given: 'ANNA MARIA', number: 'L898902C3', birth: '1990-04-12', sex: 'F', expiry: '2032-01-01' });
  for (const way of ways) await paint(browser, lines, way, `${process.argv[2]}/${way}.jpg`);
  await browser.close();
}
