// The JSON Schema of the form against npm's «ajv»: it is a schema of 2020-12, and whatever the rules accept it accepts; what
// is no filing at all (members, types, words a program writes) both refuse.
import { cases } from '../parity/generate.mjs';
import { ask, require } from './oracle.mjs';

const Ajv = require('ajv/dist/2020');
const [{ exit, answer: schema }] = ask([{ args: ['schema'], input: '' }]);
if (exit !== 0) throw new Error('motcua check schema failed');
// ajv's strict mode refuses keywords it does not know and patterns that are no regular expressions
const accepts = new Ajv({ strict: true, strictRequired: false, allErrors: false }).compile(schema);

const questions = [...cases(20261125, 30_000)].filter((each) => each.args[0] === 'form');
const answers = ask(questions);
const shapeless = new Set(['form.unknown_field', 'form.type']);
const count = { bothAccept: 0, onlyRulesRefuse: 0, bothRefuse: 0, notJson: 0 };
let failed = 0;
const report = (question, answer, why) => {
  if (failed++ < 10) console.log(`${why}\n  filing ${question.input}\n  rules ${JSON.stringify(answer.errors)}\n  schema ${JSON.stringify(accepts.errors)}`);
};
for (const [i, question] of questions.entries()) {
  const { exit, answer } = answers[i];
  let filing;
  try { filing = JSON.parse(question.input); } catch { count.notJson++; if (exit === 0) report(question, answer, 'no JSON, yet accepted'); continue; }
  const byRules = exit === 0, bySchema = accepts(filing);
  if (byRules && !bySchema) report(question, answer, 'accepted by the rules, refused by the schema');
  if (bySchema && answer.errors.some((error) => shapeless.has(error.code))) report(question, answer, 'a shape that only the rules refuse');
  count[byRules && bySchema ? 'bothAccept' : bySchema ? 'onlyRulesRefuse' : 'bothRefuse']++;
}
console.log(`schema: ${JSON.stringify(count)}, ${failed} unexplained`);
process.exit(failed === 0 && count.bothAccept > 3_000 && count.bothRefuse > 3_000 ? 0 : 1);
