// Looks into the running server's store and sets a file into any state, through Python's sqlite3: for tests that need a state
// without the whole way to it. Everything else goes through the interface.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = `
import sys, json, sqlite3, hashlib
db = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
db.execute('PRAGMA wal_autocheckpoint=0')
tables = ['applications', 'history', 'bookings', 'comparisons', 'differences', 'captures', 'verifications', 'overrides', 'consents', 'claims', 'portraits', 'attachments']
kept = {}
def rows(reference): return {t: db.execute(f'SELECT * FROM {t} WHERE reference=? ORDER BY rowid', (reference,)).fetchall() for t in tables}
def put_back(reference):
    for t in reversed(tables): db.execute(f'DELETE FROM {t} WHERE reference=?', (reference,))
    for t in tables:
        for row in kept[reference][t]: db.execute(f'INSERT INTO {t} VALUES({",".join("?" * len(row))})', row)
for line in sys.stdin:
    ask = json.loads(line); answer = None
    db.execute('BEGIN IMMEDIATE')
    if 'sql' in ask: answer = [list(row) for row in db.execute(ask['sql'], ask['values']).fetchall()]
    elif 'keep' in ask: kept[ask['keep']] = rows(ask['keep'])
    elif 'changed' in ask:
        answer = rows(ask['changed']) != kept[ask['changed']]
        if answer: put_back(ask['changed'])
    db.execute('COMMIT')
    print(json.dumps(answer), flush=True)
`;

export class Store {
  constructor(dir) {
    this.child = spawn('python3', ['-c', program, join(dir, 'motcua.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = [];
    createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting.shift().done(JSON.parse(line)));
    this.child.on('exit', () => { for (const { fail } of this.waiting) fail(new Error('the store could not be asked; see above')); });
    process.on('exit', () => this.child.kill());
  }
  ask(question) {
    return new Promise((done, fail) => { this.waiting.push({ done, fail }); this.child.stdin.write(`${JSON.stringify(question)}\n`); });
  }
  sql(text, ...values) { return this.ask({ sql: text, values }); }
  /** Remembers a file's rows in every table. */
  keep(reference) { return this.ask({ keep: reference }); }
  /** Whether any of them is different now; if so they are put back. */
  changed(reference) { return this.ask({ changed: reference }); }
  end() { this.child.stdin.end(); }
}
