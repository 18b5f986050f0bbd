// Least privilege: the unit of the office install as systemd judges it, and the built server, started as the unit starts it,
// without root on a tree it cannot write.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { assert, checks, expect } from './lib.mjs';
import { png } from './png.mjs';
import { Client, binary, freePort, root, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const unit = join(root, 'assets', 'office', 'motcua.service');
const text = readFileSync(unit, 'utf8').replaceAll('\\\n', ' ');
const setting = (name) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1];
const most = 2.5;  // of 10: what is left is the network, UNIX sockets, and the namespaces that the decoder locks itself into

const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
const [tree, data] = [temporaryFolder('api-least'), temporaryFolder('api-least-data')];
function install() {
  chmodSync(tree, 0o755);
  mkdirSync(join(tree, 'bin'));
  mkdirSync(join(tree, 'share'));
  for (const name of ['motcua', 'motcua-decode']) cpSync(join(binary, '..', name), join(tree, 'bin', name));
  cpSync(join(binary, '..', '..', 'share', 'motcua'), join(tree, 'share', 'motcua'), { recursive: true, dereference: true });
  execFileSync('chmod', ['-R', 'a+rX,a-w', tree]);
  if (nobody.uid) chownSync(data, nobody.uid, nobody.gid);
  process.prependListener('exit', () => execFileSync('chmod', ['-R', 'u+w', tree]));  // so that it can be removed
}
const all = (folder) => readdirSync(folder, { recursive: true }).map((name) => { const { size, mtimeMs, mode } = statSync(join(folder, name)); return `${name} ${size} ${mtimeMs} ${mode}`; }).sort();
const processStatus = (pid) => readFileSync(`/proc/${pid}/status`, 'utf8');
const descendants = (pid) => readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ')).filter(Boolean);

await checks('api.least', {
  async the_unit_leaves_the_server_little() {
    for (const [name, value] of Object.entries({ DynamicUser: 'yes', NoNewPrivileges: 'yes', ProtectSystem: 'strict', ProtectHome: 'yes', PrivateTmp: 'yes', PrivateDevices: 'yes', CapabilityBoundingSet: '',
      MemoryDenyWriteExecute: 'yes', SystemCallArchitectures: 'native', UMask: '0077', StateDirectory: 'motcua', StateDirectoryMode: '0700' })) assert.equal(setting(name), value, name);
    assert.equal(/^User=(root|0)$/m.test(text), false);
    if (!existsSync('/usr/bin/systemd-analyze')) return console.log('     systemd-analyze is not installed: the settings were read only');
    const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', `--threshold=${most * 10}`, unit], { encoding: 'utf8' });
    const level = Number(/Overall exposure level for motcua\.service: ([\d.]+)/.exec(judged.stdout)?.[1]);
    assert.ok(level > 0 && level <= most, `${level}\n${judged.stdout.split('\n').filter((line) => line.startsWith('✗')).join('\n')}${judged.stderr}`);
    assert.equal(judged.status, 0);
  },
  async the_built_server_works_without_root_on_a_tree_it_cannot_write() {
    install();
    const before = all(tree), port = await freePort();
    // as the unit starts it, but for folder, port and host names
    const args = setting('ExecStart').split(/\s+/).slice(1).filter((each) => !each.startsWith('$'));
    for (const [name, value] of [['--data', data], ['--port', String(port)]]) { assert.ok(args.includes(name), name); args[args.indexOf(name) + 1] = value; }
    for (const name of ['--public-url', '--officer-origin']) { assert.ok(args.includes(name), name); args.splice(args.indexOf(name), 2); }
    process.umask(Number.parseInt(setting('UMask'), 8));
    const child = spawn(join(tree, 'bin', 'motcua'), [...args, '--demo'], { ...nobody, cwd: '/', env: {}, stdio: 'ignore' });
    process.on('exit', () => child.kill('SIGKILL'));
    const url = `http://127.0.0.1:${port}`;
    for (let i = 0; ; i++) { assert.ok(i < 400 && child.exitCode === null, 'it does not start'); try { if ((await fetch(`${url}/readyz`)).ok) break; } catch { /* not yet */ } await sleep(25); }
    const client = new Client(url);
    await client.signIn(phone(1));
    expect(await client.post('/api/v1/attachments', png(64, 80), { 'content-type': 'image/png' }), 201);
    assert.equal((await fetch(`${url}/api/v1/config`)).status, 200);
    for (const pid of [child.pid, ...descendants(child.pid)]) {
      const status = processStatus(pid);
      if (nobody.uid) assert.match(status, /^Uid:\s+65534\s+65534\s+65534\s+65534$/m);
      else assert.doesNotMatch(status, /^Uid:\s+0\s/m);
      assert.match(status, /^CapEff:\s+0+$/m);
    }
    child.kill('SIGTERM');
    assert.equal((await new Promise((done) => child.once('exit', (code) => done(code)))), 0);
    assert.deepEqual(all(tree), before, 'the tree was written');
    for (const name of readdirSync(data).filter((each) => !each.endsWith('.pub'))) assert.equal(statSync(join(data, name)).mode & 0o077, 0, name);
  },
});
