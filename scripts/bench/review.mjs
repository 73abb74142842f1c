// `node scripts/bench/review.mjs [--messages=1000000]`: opens a review of a seeded history and an empty profile in turns,
// and asks the history everything that its screen asks (tests/measures/review.measure.ts).
import { parseArgs } from 'node:util';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '100000' } } });
const ran = spawnSync(process.execPath, [join(import.meta.dirname, 'windows.mjs'), 'review'], {
  env: { ...process.env, PARLEY_MEASURE_MESSAGES: values.messages },
  stdio: 'inherit',
});
process.exitCode = ran.status ?? 1;
