// Officers of a test's own: an account made on the command line, and the codes of its authenticator.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { binary } from '../lib/motcua.mjs';

const admin = (args, input = '') => spawnSync(binary, ['admin', ...args], { encoding: 'utf8', input });

export function addOfficer(dir, user, password, { office = 'pa08-ho-chi-minh', name = 'Trần Thị Lan', role = 'officer' } = {}) {
  const made = admin(['staff', 'add', user, '--name', name, '--office', office, '--role', role, '--data', dir], `${password}\n`);
  assert.equal(made.status, 0, made.stderr);
}

/** The code of now; it works once. */
export function codeOf(dir, user) {
  const said = admin(['totp', user, '--force', '--data', dir]);
  assert.equal(said.status, 0, said.stderr);
  return /\b(\d{6})\b/.exec(said.stdout)[1];
}
