// Files for the browser: variants by Accept-Encoding, ETag, names that never change, the client's own routes; and the
// address that a trusted proxy reports.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import http from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { assert, checks, serve } from './lib.mjs';
import { binary, temporaryFolder } from '../lib/motcua.mjs';

const share = temporaryFolder('api-share');
const script = Buffer.from('// a script\n'.repeat(500));
mkdirSync(join(share, 'web'));
symlinkSync(join(resolve(dirname(binary), '..'), 'share', 'motcua', 'models'), join(share, 'models'));
writeFileSync(join(share, 'web', 'index.html'), '<!doctype html><title>Một Cửa</title>');
writeFileSync(join(share, 'web', 'client.3f9a0c1d.js'), script);
writeFileSync(join(share, 'web', 'client.3f9a0c1d.js.br'), brotliCompressSync(script));
writeFileSync(join(share, 'web', 'client.3f9a0c1d.js.gz'), gzipSync(script));
writeFileSync(join(share, 'web', 'client.3f9a0c1d.wasm'), Buffer.from('\0asm'));
writeFileSync(join(share, 'web', 'plain.css'), 'body{}');

const server = await serve('assets', ['--share', share, '--trusted-proxy', '127.0.0.1']);
/** node's fetch unpacks by itself; this shows the bytes on the wire. */
const get = (path, headers = {}, method = 'GET') => new Promise((done, fail) => {
  http.request(server.url + path, { headers, method }, (answer) => {
    const parts = [];
    answer.on('data', (p) => parts.push(p)).on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
  }).on('error', fail).end();
});

await checks('api.assets', {
  async the_packed_variant_is_sent_to_whoever_takes_it() {
    const br = await get('/client.3f9a0c1d.js', { 'accept-encoding': 'gzip, br' });
    assert.equal(br.headers['content-encoding'], 'br');
    assert.deepEqual(brotliDecompressSync(br.body), script);
    const gz = await get('/client.3f9a0c1d.js', { 'accept-encoding': 'gzip, br;q=0' });
    assert.equal(gz.headers['content-encoding'], 'gzip');
    assert.deepEqual(gunzipSync(gz.body), script);
    const plain = await get('/client.3f9a0c1d.js');
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.deepEqual(plain.body, script);
    for (const answer of [br, gz, plain]) { assert.equal(answer.headers.vary, 'Accept-Encoding'); assert.match(answer.headers['content-type'], /^text\/javascript/); }
    assert.equal(new Set([br, gz, plain].map((a) => a.headers.etag)).size, 3);
  },
  async a_name_with_a_hash_is_kept_for_a_year_and_others_are_asked_for_again() {
    assert.match((await get('/client.3f9a0c1d.js')).headers['cache-control'], /immutable/);
    const css = await get('/plain.css');
    assert.equal(css.headers['cache-control'], 'no-cache');
    const again = await get('/plain.css', { 'if-none-match': css.headers.etag });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
    writeFileSync(join(share, 'web', 'plain.css'), 'body{color:red}');
    assert.equal((await get('/plain.css', { 'if-none-match': css.headers.etag })).status, 200);
  },
  async the_clients_own_routes_get_the_page_and_nothing_else_does() {
    for (const path of ['/', '/vi/start', '/en/apply/1/name', '/vi/officer/day', '/en/status/MC-7K3M-9QTX-K']) {
      const page = await get(path);
      assert.equal(page.status, 200, path);
      assert.match(page.body.toString(), /Một Cửa/);
      assert.match(page.headers['content-type'], /^text\/html; charset=utf-8/);
    }
    for (const path of ['/vi/missing.js', '/web', '/models', '/models/', '/index', '/.git/config', '/motcua.db']) assert.equal((await get(path)).status, 404, path);
    assert.equal((await get('/client.3f9a0c1d.wasm')).headers['content-type'], 'application/wasm');
  },
  async head_has_the_length_and_no_body() {
    const head = await get('/client.3f9a0c1d.js', {}, 'HEAD');
    assert.deepEqual([head.status, head.body.length, Number(head.headers['content-length'])], [200, 0, script.length]);
  },
  async an_address_behind_the_proxy_has_300_requests_in_5_minutes_and_others_are_not_held_up() {
    const ask = (address) => get('/api/v1/config', { 'x-forwarded-for': `1.2.3.4, ${address}` });
    let limited = 0, first = 0;
    for (let i = 1; i <= 310; i++) { const { status } = await ask('203.0.113.5'); if (status === 429) { limited++; first ||= i; } else assert.equal(status, 200); }
    assert.ok(limited > 0 && first > 300 && first < 306, `refused ${limited}, first at ${first}`);
    assert.ok(Number((await ask('203.0.113.5')).headers['retry-after']) >= 1);
    assert.equal((await ask('203.0.113.6')).status, 200);
    assert.equal((await get('/api/v1/config')).status, 200);
  },
});
