// The files of a folder and of those in it whose names fit, for tests that read the tree.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const sources = (folder, pattern) => readdirSync(folder, { recursive: true }).filter((name) => pattern.test(name)).map((name) => join(folder, name));
