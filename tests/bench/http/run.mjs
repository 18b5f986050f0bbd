// What the HTTP front bears: half-open and slow connections, idle ones, too many busy ones; and its speed beside Boost.Beast
// and nginx with an answer of the same size, in one run on one machine.
//   node tests/bench/http/run.mjs build/bin/http_beast      needs wrk, slowhttptest and nginx (.ci/packages [bench])
import { execFile, spawn } from 'node:child_process';
import { machine, percentile } from '../figures.mjs';
import { promisify } from 'node:util';
import { writeFileSync, readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import net from 'node:net';
import { Process, freePort, residentMemory, sleep, temporaryFolder } from '../../lib/motcua.mjs';

const run = promisify(execFile);
const [beast] = process.argv.slice(2);
const dir = temporaryFolder('bench-http');
const started = [];
process.on('exit', () => { for (const each of started) each.kill('SIGKILL'); });
const start = (program, ...args) => { const child = spawn(program, args, { stdio: 'ignore' }); started.push(child); return child; };
let missed = 0;
function line(what, value, goal, held) {
  if (held === false) missed++;
  console.log(`${what.padEnd(58)} ${String(value).padStart(28)}   ${goal === undefined ? '' : `goal ${goal}${held ? '' : '  MISSED'}`}`);
}

console.log(`${machine()}; load generators on the same cores`);
const server = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '1000000'], dir).start();
const memory = () => residentMemory(server);
const threads = () => Number(/Threads:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]);
const connections = async () => Number(/^motcua_connections (\d+)/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1] ?? NaN);
async function healthTimes(until) {
  const times = [];
  const peak = { memory: 0, connections: 0, threads: 0 };
  for (let going = true; going;) {
    const began = performance.now();
    const answer = await fetch(`${server.url}/healthz`);
    await answer.arrayBuffer();
    times.push(answer.ok ? performance.now() - began : Infinity);
    if (times.length % 20 === 0) {
      peak.memory = Math.max(peak.memory, memory());
      peak.threads = Math.max(peak.threads, threads());
      peak.connections = Math.max(peak.connections, await connections());
    }
    going = await Promise.race([until.then(() => false), sleep(20).then(() => true)]);
  }
  return { times, peak };
}

// --- attacks
const idle = memory(), pool = threads();
async function attack(name, ...args) {
  const done = run('slowhttptest', [...args, '-u', `${server.url}/api/v1/portraits`], { timeout: 60000 }).catch(() => {});
  await sleep(500);
  const { times, peak } = await healthTimes(done);
  line(`${name}: health p99, ms (${times.length} asked)`, percentile(times, 0.99).toFixed(1), '≤ 100', percentile(times, 0.99) <= 100);
  line(`${name}: most connections; MiB and threads more`, `${peak.connections.toLocaleString('en')}; ${(peak.memory - idle).toFixed(0)}; ${peak.threads - pool}`, '0 threads', peak.threads === pool);
}
await attack('5,000 half-open heads', '-H', '-c', '5000', '-r', '2500', '-i', '2', '-l', '12');
await attack('300 slow bodies', '-B', '-c', '300', '-r', '150', '-i', '1', '-s', '8192', '-t', 'POST', '-l', '12');

// --- idle connections, opened by helper processes: each process has its own limit of open files
const opener = join(dir, 'opener.mjs');
writeFileSync(opener, `import net from 'node:net';
const [port, count] = process.argv.slice(2).map(Number);
const one = () => new Promise((done) => { const s = net.connect(port, '127.0.0.1'); s.on('error', done); s.on('connect', () => s.write('GET /healthz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n')); s.once('data', done); s.resume(); });
for (let open = 0; open < count; open += 50) await Promise.all(Array.from({ length: 50 }, one));  // a burst of all would be shed, as it should
console.log('open');
setTimeout(() => {}, 60000);`);
const openers = Array.from({ length: 2 }, () => { const child = spawn(process.execPath, [opener, String(server.port), '5000'], { stdio: ['ignore', 'pipe', 'ignore'] }); started.push(child); return child; });
await Promise.race([Promise.all(openers.map((each) => new Promise((done) => each.stdout.once('data', done)))), sleep(28000)]);
const open = await connections();
line('idle connections open', open, '10,000', open >= 9990);
line('memory with them, MiB', memory().toFixed(0), '≤ 200', memory() <= 200);
for (const each of openers) each.kill('SIGKILL');
await sleep(1500);

// --- wrk: requests a second, and what was answered
const lua = join(dir, 'count.lua');
writeFileSync(lua, `local list = {}
function setup(thread) table.insert(list, thread) end
function init() seen = {} end
function response(status) seen[status] = (seen[status] or 0) + 1 end
function done(summary, latency)
  local all = {}
  for _, t in ipairs(list) do for s, n in pairs(t:get('seen')) do all[s] = (all[s] or 0) + n end end
  local text = {}
  for s, n in pairs(all) do table.insert(text, string.format('"%d":%d', s, n)) end
  io.write(string.format('\\nJSON {"p50":%.3f,"p99":%.3f,"seconds":%.3f,"requests":%d,"connect":%d,"read":%d,"timeout":%d,"status":{%s}}\\n', latency:percentile(50)/1000, latency:percentile(99)/1000, summary.duration/1e6, summary.requests, summary.errors.connect, summary.errors.read, summary.errors.timeout, table.concat(text, ',')))
end`);
async function wrk(url, connections, seconds, counting = false) {
  const { stdout } = await run('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', ...(counting ? ['-s', lua] : ['-s', lua.replace('count', 'plain')]), url], { timeout: 120000 });
  return JSON.parse(/JSON (.*)/.exec(stdout)[1]);
}
writeFileSync(lua.replace('count', 'plain'), readFileSync(lua, 'utf8').replace(/function response.*\n/, '').replace("t:get('seen')", "(t:get('seen') or {})"));

const busy = await wrk(`${server.url}/healthz`, 2000, 10, true);
const odd = Object.keys(busy.status).filter((each) => !/^(2\d\d|429|503)$/.test(each));
line('2,000 busy connections: answers by status', JSON.stringify(busy.status), '2xx, 429, 503', odd.length === 0);
line('2,000 busy connections: p99, ms', busy.p99.toFixed(0), '≤ 500', busy.p99 <= 500);
const recovered = performance.now();
for (;;) { const began = performance.now(); const ok = (await fetch(`${server.url}/healthz`)).ok; if (ok && performance.now() - began < 100) break; }
line('until health answers in 100 ms again, s', ((performance.now() - recovered) / 1000).toFixed(2), '≤ 2', performance.now() - recovered <= 2000);

// --- beside Beast and nginx: the same number of bytes
const bytes = await new Promise((done) => { const s = net.connect(server.port, '127.0.0.1'); let n = 0; s.on('data', (d) => { n += d.length; s.destroy(); done(n); }); s.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'); });
const [beastPort, nginxPort] = [await freePort(), await freePort()];
start(beast, String(beastPort), '2', String(bytes - 90));
mkdirSync(join(dir, 'nginx'));
writeFileSync(join(dir, 'nginx.conf'), `daemon off; user root; worker_processes 2; pid ${dir}/nginx.pid; error_log stderr crit; events { worker_connections 4096; } http { access_log off; keepalive_requests 1000000000; client_body_temp_path ${dir}/nginx; proxy_temp_path ${dir}/nginx; fastcgi_temp_path ${dir}/nginx; uwsgi_temp_path ${dir}/nginx; scgi_temp_path ${dir}/nginx; server { listen 127.0.0.1:${nginxPort} backlog=4096; location / { default_type application/json; return 200 "${'x'.repeat(bytes - 180)}"; } } }`);
start('/usr/sbin/nginx', '-c', join(dir, 'nginx.conf'), '-e', 'stderr');
await sleep(1000);
console.log(`\nrequests a second, ${bytes} bytes an answer, the better of three rounds of 4 s`);
const servers = { motcua: `${server.url}/healthz`, beast: `http://127.0.0.1:${beastPort}/`, nginx: `http://127.0.0.1:${nginxPort}/` };
const best = {};
for (const connections of [64, 512])
  for (let round = 0; round < 3; round++)
    for (const [name, url] of Object.entries(servers)) {
      const got = await wrk(url, connections, 4);
      const rate = got.requests / got.seconds, key = `${name} ${connections}`;
      if (!(best[key]?.rate > rate)) best[key] = { rate, ...got };
    }
for (const connections of [64, 512]) {
  for (const name of Object.keys(servers)) { const b = best[`${name} ${connections}`]; line(`${name}, ${connections} connections (p50, p99 ms)`, `${Math.round(b.rate).toLocaleString('en')}/s (${b.p50.toFixed(1)}, ${b.p99.toFixed(1)})`); }
  const ratio = best[`motcua ${connections}`].rate / best[`beast ${connections}`].rate;
  line(`motcua / Beast, ${connections} connections`, ratio.toFixed(2), '≥ 0.5', ratio >= 0.5);
}
console.log(missed ? `${missed} goals missed` : 'every goal reached');
await server.kill('SIGTERM');
process.exit(0);
