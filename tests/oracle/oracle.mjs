// What the oracles share: the batch program, npm's packages, and a list of disagreements that are argued, not hidden.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';

export const require = createRequire(join(root, 'build', 'npm', 'package.json'));

/** Asks `motcua check` many questions at once: [{args, input}] -> [{exit, answer}]. */
export function ask(questions) {
  const input = questions.map((question) => JSON.stringify(question)).join('\n') + '\n';
  const { stdout, status } = spawnSync(process.env.MOTCUA_BIN, ['check', 'batch'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`motcua check batch ended with ${status}`);
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== questions.length) throw new Error(`${questions.length} questions, ${lines.length} answers`);
  return lines.map((line) => JSON.parse(line)).map(({ exit, out }) => ({ exit, answer: out ? JSON.parse(out) : null }));
}

/** Counts agreements; a disagreement must be argued by one of `argued` ({why, holds}) or it fails the test. */
export class Verdict {
  constructor(name, argued = []) { Object.assign(this, { name, argued, agreed: 0, disputed: new Map(), failed: 0 }); }
  compare(question, ours, theirs) {
    if (JSON.stringify(ours) === JSON.stringify(theirs)) { this.agreed++; return; }
    const known = this.argued.find((each) => each.holds(question, ours, theirs));
    if (known) { this.disputed.set(known.why, (this.disputed.get(known.why) ?? 0) + 1); return; }
    if (this.failed++ < 10) console.log(`${this.name}: ${JSON.stringify(question)}\n  ours   ${JSON.stringify(ours)}\n  theirs ${JSON.stringify(theirs)}`);
  }
  /** Prints and returns whether all is well: nothing unexplained, and no argument that nothing needs any more. */
  end(least) {
    console.log(`${this.name}: ${this.agreed} agree, ${this.failed} unexplained`);
    for (const [why, count] of this.disputed) console.log(`  ${count} argued: ${why}`);
    const idle = this.argued.filter((each) => !this.disputed.has(each.why));
    for (const each of idle) console.log(`  argument without a case: ${each.why}`);
    return this.failed === 0 && idle.length === 0 && this.agreed >= least;
  }
}
