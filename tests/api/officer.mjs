// Officers of a test's own: accounts made on the command line, activated as an officer would, and the codes of their authenticators
// (RFC 6238 in ten lines of node).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { binary, Client } from '../lib/motcua.mjs';

const run = (args, input = '') => spawnSync(binary, ['admin', ...args], { encoding: 'utf8', input });
export const office = 'pa08-ho-chi-minh';

/** motcua admin … on a data folder. */
export function admin(dir, args, input = '') {
  const { status, stdout, stderr } = run([...args, '--data', dir], input);
  return { code: status, out: stdout, err: stderr };
}

/** A demo account: active at once, with a password of the test's choice. */
export function addOfficer(dir, user, password, { office: where = office, name = 'Trần Thị Lan', role = 'officer' } = {}) {
  const made = admin(dir, ['staff', 'add', user, '--name', name, '--office', where, '--role', role, '--demo'], `${password}\n`);
  assert.equal(made.code, 0, made.err);
}

/** A real account; gives its activation code. */
export function invite(dir, user, { name = 'Trần Thị Lan', role = 'officer' } = {}) {
  const made = admin(dir, ['staff', 'add', user, '--name', name, '--office', office, '--role', role]);
  assert.equal(made.code, 0, made.err);
  return made.out.trim().split('\n').at(-1);
}

/** The code of now; it works once. */
export function codeOf(dir, user) {
  const said = admin(dir, ['totp', user, '--force']);
  assert.equal(said.code, 0, said.err);
  return /\b(\d{6})\b/.exec(said.out)[1];
}

export function base32(text) {
  const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
/** What an authenticator app shows that has scanned this. */
export function authenticator(uri, at = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac('sha1', base32(new URL(uri).searchParams.get('secret'))).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

/** Both halves of an activation; gives the client that is signed in now, and what its authenticator has scanned. */
export async function activate(url, user, activationCode, password) {
  const client = new Client(url);
  const begun = await client.post('/api/v1/staff/activation', { user, activationCode, password });
  assert.equal(begun.status, 201, JSON.stringify(begun.value));
  const { uri } = begun.value;
  const done = await client.post('/api/v1/staff/activation/confirm', { user, activationCode, code: authenticator(uri) });
  assert.equal(done.status, 200, JSON.stringify(done.value));
  return { client, uri, answer: done.value };
}
