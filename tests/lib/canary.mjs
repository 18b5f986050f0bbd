// Canaries: words of invented people that must not turn up where personal data has no business: logs, addresses, error bodies,
// raw pages of the store and its copies. API tests use Watch by hand, browser tests give it a page (watchPage).
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every writing of the words that a program may leave behind: as given, in the case of logs and passports, packed. */
export function writings(words) {
  const out = new Map();
  for (const word of words.filter(Boolean)) {
    const forms = [word, word.normalize('NFD'), word.toUpperCase(), word.toLowerCase()];
    if (/^\+84\d+$/.test(word)) forms.push(word.slice(1), `0${word.slice(3)}`, word.slice(3));
    for (const form of forms) for (const text of [form, encodeURIComponent(form)]) {
      out.set(Buffer.from(text, 'utf8').toString('hex'), word);
      out.set(Buffer.from(text, 'utf16le').toString('hex'), word);
      // base64 of the word inside a longer text: the part of it that does not depend on where it begins
      for (const shift of [0, 1, 2]) {
        const inner = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64').slice(shift ? 4 : 0).replace(/=+$/, '').slice(0, -1);
        if (inner.length >= 10) out.set(Buffer.from(inner).toString('hex'), word);
      }
    }
  }
  return [...out].map(([hex, word]) => ({ bytes: Buffer.from(hex, 'hex'), word }));
}

/** The words found in some bytes. */
export function found(bytes, words) {
  const text = Buffer.isBuffer(bytes) ? bytes : Buffer.from(String(bytes));
  return [...new Set(writings(words).filter((each) => text.includes(each.bytes)).map((each) => each.word))];
}

function* filesIn(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}
/** What a data folder's logs, database files and copies hold of the words: ["motcua.db-wal: TESTBERG"]. `which` picks the files. */
export function traces(folder, words, which = (path) => /\.(log|db|db-wal|db-shm|bak|backup)$/.test(path)) {
  const out = [];
  for (const path of filesIn(folder)) if (which(path)) for (const word of found(readFileSync(path), words)) out.push(`${path.slice(folder.length + 1)}: ${word}`);
  return out;
}

/** Collects addresses asked for and error bodies answered; says what of the words they hold. */
export class Watch {
  constructor() { this.addresses = []; this.errors = []; }
  note(address, status, body) {
    this.addresses.push(String(address));
    if (status >= 400) this.errors.push(`${status} ${address}\n${body}`);
  }
  /** Stands before node's fetch from now on. */
  watchFetch() {
    const next = globalThis.fetch;
    globalThis.fetch = async (address, init) => {
      const answer = await next(address, init);
      this.note(address, answer.status, answer.status >= 400 ? await answer.clone().text() : '');
      return answer;
    };
    return this;
  }
  /** Playwright's page: every address it asks for, every error it is answered. */
  watchPage(page) {
    page.on('request', (request) => this.addresses.push(request.url()));
    page.on('response', async (response) => { if (response.status() >= 400) this.errors.push(`${response.status()} ${response.url()}\n${await response.text().catch(() => '')}`); });
    return this;
  }
  traces(words) {
    const out = [];
    for (const [what, list] of [['address', this.addresses], ['error', this.errors]]) for (const each of list) for (const word of found(each, words)) out.push(`${what} ${each.slice(0, 120)}: ${word}`);
    return out;
  }
}
