// Holds every answer that a test sees against the server's own document: an operation, status, content type or member that is
// not documented fails the test that met it. Importing this file is enough: it stands before node's fetch.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';

const require = createRequire(join(root, 'build', 'npm', 'package.json'));
const Ajv = require('ajv/dist/2020').default;
const plainFetch = globalThis.fetch;
const prefix = '/api/v1/', id = 'urn:motcua:openapi';
const readers = new Map();  // origin -> promise of a contract

/** Whatever met the chain may be refused before it reached an operation. */
const beforeAnyOperation = new Set([404, 405, 414, 431, 501]);

class Contract {
  constructor(document) {
    this.document = document;
    this.seen = new Set();
    this.compiled = new Map();
    this.ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    this.ajv.addSchema({ $id: id, components: document.components });
    this.paths = Object.keys(document.paths).map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`), places: path.split('{').length }));
    this.paths.sort((a, b) => a.places - b.places);
  }
  operation(method, path) {
    const found = this.paths.find((each) => each.pattern.test(path) && this.document.paths[each.path][method]);
    return found && { path: found.path, ...this.document.paths[found.path][method] };
  }
  resolved(answer) { return answer?.$ref ? this.document.components.responses[answer.$ref.split('/').pop()] : answer; }
  validator(schema) {
    const text = JSON.stringify(schema).replaceAll('"#/components/', `"${id}#/components/`);
    if (!this.compiled.has(text)) this.compiled.set(text, this.ajv.compile(JSON.parse(text)));
    return this.compiled.get(text);
  }
  /** Says what is wrong with an answer; undefined when nothing is. `text` is the body as it came. */
  fault({ method, path, status, type, text }) {
    const operation = this.operation(method === 'HEAD' ? 'get' : method.toLowerCase(), path);
    const answer = this.resolved(operation?.responses[status]) ?? (beforeAnyOperation.has(status) ? this.document.components.responses.Problem404 : undefined);
    if (!answer) return operation ? 'this status is not documented' : 'this operation is not documented';
    this.seen.add(`${operation?.operationId} ${status}`);
    const media = type.split(';')[0].trim();
    if (!answer.content) return text.length === 0 ? undefined : `a body where none is documented (${media})`;
    const content = answer.content[media];
    if (!content) return `the content type ${media} is not documented`;
    if (!media.endsWith('json') || method === 'HEAD') return undefined;
    if (!/charset=utf-8/.test(type)) return 'the character set is not said';
    const right = this.validator(content.schema);
    return right(JSON.parse(text)) ? undefined : this.ajv.errorsText(right.errors);
  }
}

export function contractOf(origin) {
  if (!readers.has(origin)) readers.set(origin, plainFetch(`${origin}${prefix}openapi.json`).then((answer) => answer.json()).then((document) => new Contract(document)));
  return readers.get(origin);
}

/** Throws when the answer is not as documented. */
export async function check(origin, answer) {
  const fault = (await contractOf(origin)).fault(answer);
  if (fault) throw new Error(`undocumented answer: ${answer.method} ${answer.path} -> ${answer.status}: ${fault}\n${answer.text.slice(0, 400)}`);
}

globalThis.fetch = async (address, init = {}) => {
  const url = new URL(address);
  const answer = await plainFetch(address, init);
  // the registry and the authority have no such paths
  if (!url.pathname.startsWith(prefix)) return answer;
  const text = Buffer.from(await answer.clone().arrayBuffer()).toString('utf8');
  await check(url.origin, { method: init.method ?? 'GET', path: url.pathname, status: answer.status, type: answer.headers.get('content-type') ?? '', text });
  return answer;
};
