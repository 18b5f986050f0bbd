// The document of the interface: clean under spectral and redocly, served as it is checked; and the checker itself sees what
// it is there to see.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { contractOf } from './contract.mjs';
import { root } from '../lib/motcua.mjs';

const server = await serve('openapi');
const api = expect(await server.client().get('/api/v1/openapi.json'), 200);
const file = join(server.dir, 'openapi.json');
writeFileSync(file, JSON.stringify(api, null, 1));
const bin = join(root, 'build', 'npm', 'node_modules', '.bin');
const run = (name, ...args) => spawnSync(join(bin, name), args, { encoding: 'utf8', cwd: server.dir, env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' } });
const rules = join(server.dir, 'spectral.yaml');
writeFileSync(rules, 'extends: ["spectral:oas"]\n');
const spectral = (document) => run('spectral', 'lint', document, '--ruleset', rules, '--fail-severity=hint');
const redocly = (document) => run('redocly', 'lint', document, '--extends', 'recommended', '--format', 'json');
const damaged = (name, change) => {
  const copy = structuredClone(api), path = join(server.dir, name);
  change(copy);
  writeFileSync(path, JSON.stringify(copy));
  return path;
};
const words = '{"code":"x","message":{"vi":"x","en":"x"},"status":404,"requestId":"x"}';

await checks('api.openapi', {
  async spectral_has_nothing_to_say() {
    const said = spectral(file);
    assert.equal(said.status, 0, said.stdout + said.stderr);
    assert.match(said.stdout, /No results/);
    assert.notEqual(spectral(damaged('a.json', (copy) => { delete copy.paths['/api/v1/config'].get.description; })).status, 0);
  },
  async redocly_has_nothing_to_say() {
    const said = redocly(file);
    assert.equal(said.status, 0, said.stdout + said.stderr);
    assert.deepEqual(JSON.parse(said.stdout.slice(said.stdout.indexOf('{'))).totals, { errors: 0, warnings: 0, ignored: 0 }, said.stdout);
    const other = redocly(damaged('b.json', (copy) => { copy.paths['/api/v1/config'].get.security = [{ nobody: [] }]; }));
    assert.notEqual(other.status, 0);
  },
  async every_reference_leads_somewhere_and_nothing_is_left_over() {
    const used = new Set(JSON.stringify(api).match(/#\/components\/\w+\/\w+/g));
    for (const kind of ['schemas', 'responses']) for (const name of Object.keys(api.components[kind])) assert.ok(used.delete(`#/components/${kind}/${name}`), `${name} is not used`);
    assert.deepEqual([...used], []);
  },
  async every_operation_says_who_may_call_it_and_whose_things_it_reaches() {
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        assert.ok(operation['x-access'] && operation['x-access'] !== 'nobody', `${method} ${path}`);
        assert.ok(operation['x-callers'].length > 0, `${method} ${path}`);
        assert.equal(operation.security.length === 0, operation['x-callers'].includes('anyone') && operation['x-access'] !== 'peer', `${method} ${path}`);
        assert.ok(operation.tags.every((tag) => api.tags.some((each) => each.name === tag && each.description)), path);
      }
    }
  },
  async what_is_not_documented_is_seen() {
    const contract = await contractOf(server.url);
    const fault = (answer) => contract.fault({ method: 'GET', path: '/api/v1/draft', status: 200, type: 'application/json; charset=utf-8', text: '{"revision":1,"draft":{}}', ...answer });
    assert.equal(fault({}), undefined);
    assert.match(fault({ text: '{"revision":1,"draft":{},"owner":"x"}' }), /additional properties/);
    assert.match(fault({ text: '{"revision":"1","draft":{}}' }), /must be integer/);
    assert.match(fault({ text: '{"draft":{}}' }), /required/);
    assert.match(fault({ status: 206 }), /status is not documented/);
    assert.match(fault({ type: 'text/html' }), /content type/);
    assert.match(fault({ type: 'application/json' }), /character set/);
    assert.match(fault({ path: '/api/v1/secret' }), /operation is not documented/);
    assert.match(fault({ method: 'DELETE', path: '/api/v1/session', status: 204, type: '', text: 'x' }), /a body where none/);
    const problem = { status: 404, type: 'application/problem+json; charset=utf-8', text: words };
    assert.equal(fault(problem), undefined);
    assert.match(fault({ ...problem, text: words.replace('}', ',"fr":"x"}') }), /additional properties/);
    assert.match(fault({ ...problem, status: 418 }), /status is not documented/);
  },
  async its_linters_are_those_of_the_lock_file() { for (const name of ['spectral', 'redocly']) assert.ok(existsSync(join(bin, name))); },
});
