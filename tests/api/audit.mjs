// The audit chain from the outside: right after real work and after kill -9; one byte changed in the file, and the entry is
// named; signed checkpoints written while serving, and what they find: an older copy of everything, their own change or absence.
import { readFileSync, readdirSync, statSync, writeFileSync, chmodSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { command, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const outside = temporaryFolder('api-audit-checkpoints'), older = temporaryFolder('api-audit-older');
const server = await serve('audit', ['--rate-scale', '50', '--checkpoints', outside, '--checkpoint-seconds', '1']);
const verify = (dir, ...more) => command('admin', 'audit', 'verify', '--data', dir, ...more);
const files = (dir) => readdirSync(dir).filter((name) => name.endsWith('.checkpoint')).sort();
const work = async (n) => {
  const client = server.client();
  await client.signIn(phone(n));
  expect(await client.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [filing(n)] }), 201);
};

await checks('api.audit', {
  async the_chain_is_right_while_serving_and_after_kill_9() {
    for (let i = 1; i <= 3; i++) await work(i);
    assert.match(verify(server.dir).out, /^\d+ entries: OK\n$/);
    await server.kill('SIGKILL');
    await server.start();
    const { code, out } = verify(server.dir);
    assert.equal(code, 0);
    assert.ok(Number(/^(\d+)/.exec(out)[1]) >= 9, out);
    assert.equal((await server.kill('SIGTERM')).code, 0);
  },
  async one_changed_byte_is_found_and_the_entry_named() {
    const dir = temporaryFolder('api-audit-copy');
    cpSync(server.dir, dir, { recursive: true });
    rmSync(join(dir, 'motcua.db-wal'), { force: true }); rmSync(join(dir, 'motcua.db-shm'), { force: true });
    assert.equal(verify(dir).code, 0);
    const file = join(dir, 'motcua.db'), bytes = readFileSync(file);
    const at = bytes.indexOf('application.submit');
    assert.ok(at > 0);
    bytes[at] ^= 1;
    writeFileSync(file, bytes);
    const { code, out } = verify(dir);
    assert.equal(code, 1);
    assert.match(out, /^entry \d+ is wrong: its content does not match its hash/);
  },
  async checkpoints_are_laid_down_while_serving_and_agree() {
    cpSync(server.dir, older, { recursive: true });
    await server.start();
    const before = files(outside).length;
    assert.ok(before >= 1);
    await work(4);
    for (let i = 0; i < 100 && files(outside).length === before; i++) await sleep(50);
    assert.ok(files(outside).length > before, 'no checkpoint came while serving');
    assert.equal((await server.kill('SIGTERM')).code, 0);
    const { code, out, err } = verify(server.dir, '--checkpoints', outside);
    assert.equal(code, 0, out + err);
    const [, entries, count, last] = /^(\d+) entries: OK; (\d+) checkpoints agree, the last covers entry (\d+)\n$/.exec(out).map(Number);
    assert.equal(last, entries);
    assert.equal(count, files(outside).length);
    assert.equal(statSync(join(server.dir, 'audit-signing.key')).mode & 0o777, 0o600);
  },
  async an_older_copy_of_everything_is_found_by_the_verifier_and_not_served() {
    assert.equal(verify(older).code, 0);
    const reached = Number(/^(\d+)/.exec(verify(older).out)[1]);
    const { code, out } = verify(older, '--checkpoints', outside);
    assert.equal(code, 1);
    assert.match(out, new RegExp(`^entry ${reached + 1} is wrong: \\d+\\.checkpoint signed \\d+ entries and the chain ends before`));
    const run = command('serve', '--data', older, '--port', '0', '--checkpoints', outside);
    assert.equal(run.code, 1);
    assert.ok(run.err.includes('audit.rolled_back'), run.err);
  },
  async a_changed_checkpoint_or_none_at_all_or_a_foreign_key_is_no_agreement() {
    const dir = temporaryFolder('api-audit-changed');
    cpSync(outside, dir, { recursive: true });
    const file = join(dir, files(dir)[0]), text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/^at \d/m, 'at 9'));
    const changed = verify(server.dir, '--checkpoints', dir);
    assert.equal(changed.code, 1);
    assert.match(changed.out, /^entry 1 is wrong: the signature of \d+\.checkpoint is wrong/);
    assert.equal(verify(server.dir, '--checkpoints', temporaryFolder('api-audit-empty')).code, 1);
    const foreign = join(server.dir, 'serve-signing.pub');
    assert.match(verify(server.dir, '--checkpoints', outside, '--key', foreign).out, /signed with another key/);
    const [beside] = readdirSync(outside).filter((name) => name.endsWith('.pub'));
    assert.equal(verify(server.dir, '--checkpoints', outside, '--key', join(outside, beside)).code, 0);
  },
  async a_wrong_or_lost_key_is_a_clear_refusal_to_start() {
    const key = join(server.dir, 'kek.key'), bytes = readFileSync(key);
    for (const [change, code] of [[() => writeFileSync(key, Buffer.alloc(32, 7)), 'keys.wrong'], [() => rmSync(key), 'keys.missing'], [() => { writeFileSync(key, bytes); chmodSync(key, 0o644); }, 'keys.exposed']]) {
      change();
      const run = command('serve', '--data', server.dir, '--port', '0');
      assert.equal(run.code, 1);
      assert.ok(run.err.includes(code), run.err);
    }
    chmodSync(key, 0o600);
    await server.start();
    await server.kill('SIGTERM');
  },
});
