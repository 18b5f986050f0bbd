// Runs the bench natively and under node and prints one table with the machine:  tests/bench/run rules
import { execFileSync } from 'node:child_process';
import { machine } from '../figures.mjs';

const [native, wasm] = process.argv.slice(2);
const read = (command, args) => new Map(execFileSync(command, args, { encoding: 'utf8' }).trimEnd().split('\n').map((line) => line.split('\t')));
const a = read(native, []), b = read(process.execPath, [wasm]);
const first = (command, args) => execFileSync(command, args, { encoding: 'utf8' }).split('\n')[0];
console.log(`${machine()}, ${first('g++', ['--version'])}, ${first('em++', ['--version'])}, node ${process.version}`);
console.log('a second, one thread, median of 5 rounds'.padEnd(48) + 'native'.padStart(10) + 'WASM'.padStart(10) + '   native/WASM');
for (const [what, rate] of a) console.log(what.padEnd(48) + Number(rate).toLocaleString('en').padStart(10) + Number(b.get(what)).toLocaleString('en').padStart(10) + (rate / b.get(what)).toFixed(1).padStart(14));
