// Writes the bill of materials (CycloneDX 1.5, JSON) of what was built: the Debian packages whose libraries the programs load,
// the header-only ones that are compiled in, the source packages of the WASM half, the npm packages of the face networks and fonts; and,
// as "excluded", what only builds and tests. Versions are those installed here, at this build.
//   node .ci/sbom.mjs OUT PROGRAM…
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [out, ...programs] = process.argv.slice(2);
const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const compiledIn = new Set(['libcpp-httplib-dev', 'nlohmann-json3-dev', 'libboost-dev', 'fonts-noto-core']);  // no library of theirs is loaded

/** Package -> {version, source}, for all that is installed. */
const installed = new Map(execFileSync('dpkg-query', ['-W', '-f', '${db:Status-Status}\t${Package}\t${Version}\t${source:Package}\t${source:Version}\n'], { encoding: 'utf8' }).trim().split('\n')
  .map((line) => line.split('\t')).filter(([status]) => status === 'installed').map(([, name, version, source, sourceVersion]) => [name, { version, source, sourceVersion }]));
/** Packages that own the libraries which a program loads; on a merged /usr, dpkg may know a file by its old path. */
function loaded(program) {
  const files = execFileSync('ldd', [program], { encoding: 'utf8' }).split('\n').map((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1]).filter(Boolean).map((file) => realpathSync(file));
  const { stdout } = spawnSync('dpkg', ['-S', ...files.flatMap((file) => [file, file.replace(/^\/usr/, '')])], { encoding: 'utf8' });
  const owners = new Map(stdout.trim().split('\n').map((line) => { const at = line.indexOf(': '); return [line.slice(at + 2).replace(/^\/usr/, ''), line.slice(0, at).split(',')[0].split(':')[0]]; }));
  return files.map((file) => { const owner = owners.get(file.replace(/^\/usr/, '')); if (!owner) throw new Error(`no package owns ${file}`); return owner; });
}
const encode = (text) => encodeURIComponent(text);
function debian(name, scope, version = installed.get(name)?.version, more = {}) {
  const purl = `pkg:deb/debian/${encode(name)}@${encode(version)}?${more.arch ?? 'distro=debian-12'}`;
  return { type: more.type ?? 'library', 'bom-ref': purl, name, version, scope, purl, ...(more.source ? { properties: [{ name: 'debian:source', value: more.source }] } : {}) };
}
function npm(name, version, scope, integrity) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const hash = integrity && { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }] };
  return { type: 'library', 'bom-ref': purl, name, version, scope, purl, ...hash };
}

const wanted = Object.fromEntries([...read('.ci', 'packages').matchAll(/^\[(\w+)\]\n((?:(?!\[)[^\n]*\n)*)/gm)].map(([, section, lines]) => [section, [...lines.matchAll(/^([a-z0-9][\w.+-]*)/gm)].map(([name]) => name)]));
const components = new Map();
const add = (component) => { if (!components.has(component['bom-ref'])) components.set(component['bom-ref'], component); };
for (const name of new Set(programs.flatMap(loaded))) add(debian(name, 'required', undefined, { source: installed.get(name).source }));
for (const name of compiledIn) if (installed.has(name)) add(debian(name, 'required', undefined, { source: installed.get(name).source }));
const versions = join(process.env.MOTCUA_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'motcua'), 'versions.txt');
if (existsSync(versions)) for (const [, name, version] of readFileSync(versions, 'utf8').matchAll(/^(\S+) (\S+)$/gm)) add(debian(name, 'required', version, { arch: 'arch=source&distro=debian-12', source: name }));
for (const file of ['models', 'fonts']) for (const [, name, version, hash] of read('.ci', file).matchAll(/^\s*fetch (\S+) (\S+) '([^']+)'/gm))
  add({ ...npm(name, version, 'required', hash), ...(file === 'fonts' ? { licenses: [{ license: { id: 'OFL-1.1' } }] } : {}) });
for (const section of ['build', 'test']) for (const name of wanted[section]) if (installed.has(name)) add(debian(name, 'excluded', undefined, { type: 'application' }));
for (const [path, { version, integrity }] of Object.entries(JSON.parse(read('tests', 'package-lock.json')).packages)) if (path) add(npm(path.slice(path.lastIndexOf('node_modules/') + 13), version, 'excluded', integrity));

const [, version] = /^project\(motcua VERSION ([\d.]+)/m.exec(read('CMakeLists.txt'));
const list = [...components.values()].sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
const digest = createHash('sha256').update(JSON.stringify(list)).digest('hex');
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  serialNumber: `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`,
  metadata: { timestamp: new Date().toISOString(), component: { type: 'application', 'bom-ref': 'motcua', name: 'motcua', version, licenses: [{ license: { id: 'Apache-2.0' } }] } },
  components: list,
  dependencies: [{ ref: 'motcua', dependsOn: list.filter(({ scope }) => scope === 'required').map((each) => each['bom-ref']) }],
};
mkdirSync(dirname(out), { recursive: true });
writeFileSync(`${out}.part`, JSON.stringify(bom, null, 1) + '\n');
renameSync(`${out}.part`, out);
