// A certificate authority for one test, made with openssl on the spot, and TLS peers that show its certificates.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import tls from 'node:tls';

const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A root in `dir` under `name`: NAME.crt, NAME.key. */
export class Authority {
  constructor(dir, name) {
    Object.assign(this, { dir, name });
    openssl('req', '-x509', ...newKey, '-subj', `/CN=${name} test authority`, '-days', '2', '-keyout', this.path('key'), '-out', this.path('crt'));
  }
  path(end, name = this.name) { return join(this.dir, `${name}.${end}`); }
  get certificate() { return this.path('crt'); }
  /** A certificate for host names; `days` of -1 has expired. Gives the paths of certificate and key. */
  issue(name, { hosts = ['localhost'], days = 2 } = {}) {
    const [key, request, crt] = ['key', 'csr', 'crt'].map((end) => this.path(end, name));
    openssl('req', ...newKey, '-subj', `/CN=${name}`, '-addext', `subjectAltName=${hosts.map((each) => (/^[\d.]+$/.test(each) ? 'IP:' : 'DNS:') + each).join(',')}`, '-keyout', key, '-out', request);
    openssl('x509', '-req', '-in', request, '-CA', this.certificate, '-CAkey', this.path('key'), '-CAcreateserial', '-days', String(days), '-copy_extensions', 'copy', '-out', crt);
    chmodSync(key, 0o600);
    return { crt, key };
  }
}
/** Signed by nobody but itself. */
export function selfSigned(dir, name, host) {
  const [key, crt] = [join(dir, `${name}.key`), join(dir, `${name}.crt`)];
  openssl('req', '-x509', ...newKey, '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-days', '2', '-keyout', key, '-out', crt);
  chmodSync(key, 0o600);
  return { crt, key };
}
/** Certificate and key in one file, as HAProxy wants them. */
export function inOne(file, { crt, key }) { writeFileSync(file, readFileSync(crt, 'utf8') + readFileSync(key, 'utf8'), { mode: 0o600 }); return file; }

export const contextOf = ({ crt, key }, more = {}) => tls.createSecureContext({ cert: readFileSync(crt), key: readFileSync(key), ...more });
export const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };

/** An HTTPS peer on one port whose certificate, versions and demand for a client's certificate can be changed; `seen` counts the
 *  requests that got through its TLS. `answer` is an http request listener. */
export class TlsPeer {
  constructor(answer) { this.answer = answer; this.seen = 0; this.port = 0; }
  async show(pair, { clients, ...versions } = {}) {
    await this.stop();
    const options = { cert: readFileSync(pair.crt), key: readFileSync(pair.key), ...versions };
    if (clients) Object.assign(options, { requestCert: true, rejectUnauthorized: true, ca: readFileSync(clients) });
    this.server = https.createServer(options, (request, response) => { this.seen++; this.answer(request, response); });
    this.server.on('tlsClientError', () => {});
    await new Promise((done) => this.server.listen(this.port, '127.0.0.1', done));
    this.port = this.server.address().port;
  }
  async stop() { if (this.server) { this.server.closeAllConnections(); await new Promise((done) => this.server.close(done)); this.server = null; } }
  get url() { return `https://localhost:${this.port}`; }
}
