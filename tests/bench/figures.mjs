// What the benches share: the machine they ran on, and percentiles.
import { cpus, totalmem } from 'node:os';

/** "2026-11-28, AMD EPYC, 2 cores, 23.5 GiB" */
export const machine = () => `${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`;
export const percentile = (times, p) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))];
