// Reads every #include of the tree and fails on an arrow that points outwards (architecture.md: pages -> model, ui -> shared;
// http -> services -> store, shared; shared/* -> shared/base). The table below is the whole rule.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sources } from '../lib/sources.mjs';

const root = process.argv[2] ?? '.';

/** Folder -> folders it may include from, beside itself. The longest matching folder counts. */
const allowed = {
  'shared/base': [],
  'shared/rules': ['shared/base', 'shared/i18n/catalogue.hpp'],  // what the rules say in further languages
  'shared/i18n': ['shared/base', 'shared/form/fields.hpp'],  // an error's text names the field it is about
  'shared/identity': ['shared/base', 'shared/rules', 'shared/i18n/catalogue.hpp'],
  'shared/calendar': ['shared/base', 'shared/rules'],
  'shared/application': ['shared/base', 'shared/rules', 'shared/calendar', 'shared/identity'],
  'shared/form': ['shared/base', 'shared/rules', 'shared/identity', 'shared/calendar', 'shared/application'],
  'shared/picture': ['shared/base'],
  'shared/finger': ['shared/base'],
  'shared/finger/input': ['shared/base', 'shared/finger', 'shared/picture'],
  'shared/overlay': ['shared/base', 'shared/picture', 'shared/finger'],
  'shared/portrait': ['shared/base', 'shared/picture'],
  'shared/document': ['shared/base', 'shared/picture', 'shared/identity'],
  'client/ui': ['shared'],
  'client/model': ['client/ui', 'shared'],
  'client/pages': ['client/model', 'client/ui', 'shared'],
  'client/browser': ['client/model', 'client/ui', 'client/pages', 'shared'],
  'client/vision': ['shared'],
  'client': ['client', 'shared'],
  'server/store': ['shared', 'server/audit'],
  'server/keys': ['shared', 'server/store', 'server/net'],
  'server/net': ['shared'],
  'server/models': ['shared'],
  'server/registry': ['shared', 'server/models', 'server/net', 'server/store', 'server/http/front.hpp', 'server/http/framing.hpp', 'server/http/log.hpp', 'server/cli/options.hpp', 'server/cli/commands.hpp'],
  'server/authority': ['shared', 'server/net', 'server/store', 'server/registry', 'server/http/front.hpp', 'server/http/framing.hpp', 'server/http/log.hpp', 'server/cli/options.hpp', 'server/cli/commands.hpp'],
  'server/http': ['server', 'shared'],
  'server/cli': ['server', 'shared'],
  'server/main.cpp': ['server', 'shared'],
  // services: everything else of the server; they know one another and the store, never http (its plain request types aside)
  'server': ['shared', 'server/store', 'server/keys', 'server/net', 'server/audit', 'server/intake', 'server/booking', 'server/counter', 'server/verification',
    'server/provisioning', 'server/notify', 'server/schedule', 'server/sandbox', 'server/staff', 'server/registry/protocol.hpp', 'server/http/services.hpp', 'server/http/log.hpp', 'server/http/log_value.hpp'],
};

/** Folder -> the only ones that may include from it: what opens a store by name, or looks at a SQLite file as such. */
const closed = {
  'server/store/sqlite': ['server/store/sqlite', 'server/cli', 'server/backup', 'server/registry', 'server/authority'],
};

const within = (path, folder) => path === folder || path.startsWith(folder + '/');
const home = (path) => Object.keys(allowed).filter((f) => within(path, f)).sort((a, b) => b.length - a.length)[0];

let count = 0;
const wrong = [];
for (const top of ['shared', 'client', 'server']) {
  for (const file of sources(join(root, top), /\.(hpp|cpp|def)$/)) {
    const path = relative(root, file);
    const from = home(path);
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/^#include "((?:shared|client|server|web|tests)\/[^"]+)"/gm)) {
      count++;
      const own = path.split('/').slice(0, -1).join('/');
      const guarded = Object.keys(closed).find((f) => within(target, f));
      if (guarded && !closed[guarded].some((f) => within(path, f))) { wrong.push(`${path} includes ${target}: only ${closed[guarded].join(', ')} may`); continue; }
      if (within(target, own) || (from && (within(target, from) && from !== 'server') || allowed[from]?.some((f) => within(target, f)))) continue;
      wrong.push(`${path} includes ${target}`);
    }
    if (top === 'shared') {
      for (const [, system] of readFileSync(file, 'utf8').matchAll(/^#include <([^>]+)>/gm)) {
        if (/^(iostream|fstream|ctime|thread|filesystem|random|regex|sqlite3|curl|httplib|imgui|emscripten|sys\/|unistd)/.test(system)) wrong.push(`${path} includes <${system}>: no I/O, clock or threads in shared/`);
      }
    }
  }
}
if (count === 0) { console.log('no includes read: wrong folder?'); process.exit(1); }
for (const line of wrong) console.log(line);
console.log(`${count} includes read, ${wrong.length} arrows point the wrong way`);
process.exit(wrong.length ? 1 : 0);
