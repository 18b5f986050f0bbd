// The README's picture of the life cycle is drawn from the table as it is now (assets/tools/lifecycle draws it anew).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';

const digraph = execFileSync(process.env.MOTCUA_BIN, ['admin', 'lifecycle', '--language', 'en'], { encoding: 'utf8' });
const picture = readFileSync(join(root, 'assets/readme/lifecycle.svg'), 'utf8');
const drawn = /<!-- digraph ([0-9a-f]{64}) -->/.exec(picture)?.[1];
assert.equal(drawn, createHash('sha256').update(digraph).digest('hex'), 'the table has changed: run assets/tools/lifecycle');
assert.ok(picture.includes('At the counter') && picture.includes('Withdrawn'), 'the picture shows the states');
assert.ok(readFileSync(join(root, 'README.md'), 'utf8').includes('assets/readme/lifecycle.svg'), 'the README shows the picture');
console.log('the picture of the life cycle is up to date');
