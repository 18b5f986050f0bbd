// Holds a folder of converted models against manifest.json: every file that comes from a package is there and has its sha256,
// and none is there that has no entry. (What the build makes itself, `source.made`, is put beside them later.)
//   node check.mjs FOLDER     exit 0: all as it should be; 1: says what is not
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const { models } = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8'));
const there = readdirSync(folder).filter(file => file !== 'manifest.json');
const faults = there.filter(file => !models.some(model => model.file === file)).map(file => `${file} has no entry in manifest.json`);
for (const { file, source, sha256 } of models) {
  if (!there.includes(file)) { if (source.package) faults.push(`${file} is missing`); continue; }
  if (sha256 === null) continue;  // made by the build, not the same on every machine
  const found = createHash('sha256').update(readFileSync(join(folder, file))).digest('hex');
  if (found !== sha256) faults.push(`${file} has sha256 ${found}, not "${sha256}" as manifest.json says`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
