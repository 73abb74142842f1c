// `node scripts/bench/review.mjs [--messages=1000000]`: opens a review of a seeded history and an empty profile in turns,
// and asks the history everything that its screen asks (tests/measures/review.measure.ts).
// With `--rows` every row of reading is walked over so many messages, of one's own history, a backup and an export
// (tests/measures/review-rows.measure.ts): in a network namespace of its own that has no network, without a keychain
// service. Linux, as root, with `unshare` and `ip` (packages util-linux and iproute2).
import { parseArgs } from 'node:util';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.mjs';
import { ensureReady } from '../setup/index.mjs';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '100000' }, rows: { type: 'boolean', default: false } },
});
const measures = [process.execPath, join(import.meta.dirname, 'windows.mjs')];
const sealed = ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
const [command, ...rest] = values.rows
  ? [...sealed, ...measures, 'review-rows']
  : [...measures, 'review.measure'];
// Without a network nothing can be set up.
await ensureBuilt(await ensureReady({ electron: true, display: true, keychain: true }));
const ran = spawnSync(command, rest, {
  env: {
    ...process.env,
    PARLEY_MEASURE_MESSAGES: values.messages,
    ...(values.rows ? { PARLEY_MEASURE_SEALED: 'yes' } : {}),
  },
  stdio: 'inherit',
});
process.exitCode = ran.status ?? 1;
