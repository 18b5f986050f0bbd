// The journeys from the first page to the slip, at every size and in every language: each walk judges every page by axe, by its place over
// the picture and against the width of the screen (home-to-account.mjs).
//   node tests/browser/everywhere.mjs      one of them; with MOTCUA_FULL all walks (about half an hour)
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';
import { devices, languages } from './lib.mjs';

const walks = [];
for (const language of languages.keys()) {
  const main = ['vi', 'en'].includes(language);
  for (const who of ['applicant', 'guardian']) for (const width of main ? devices.keys() : who === 'applicant' ? [320, 768] : [1440]) walks.push([who, language, 'slip', '--width', String(width)]);
}
const chosen = process.env.MOTCUA_FULL ? walks : walks.filter((walk) => walk.join(' ') === 'applicant ko slip --width 768');
let failed = 0;
for (const walk of chosen) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'tests/browser/home-to-account.mjs'), ...walk], { encoding: 'utf8', timeout: 600_000 });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${walk.join(' ')}`);
  if (status === 0) continue;
  failed++;
  console.log(stdout.split('\n').slice(-30).join('\n') + stderr);
}
console.log(`${chosen.length - failed} of ${chosen.length} walks${chosen.length < walks.length ? ` (of ${walks.length} with --full)` : ''}`);
process.exit(chosen.length === 0 || failed ? 1 : 0);
