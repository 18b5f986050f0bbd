// The audit chain from the outside: right after real work and after kill -9; one byte changed in the file, and the entry is named.
import { readFileSync, writeFileSync, chmodSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { command, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const server = await serve('audit', ['--rate-scale', '50']);
const verify = (dir) => command('admin', 'audit', 'verify', '--data', dir);

await checks('api.audit', {
  async the_chain_is_right_while_serving_and_after_kill_9() {
    for (let i = 1; i <= 3; i++) {
      const client = server.client();
      await client.signIn(phone(i));
      expect(await client.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [filing(i)] }), 201);
    }
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
