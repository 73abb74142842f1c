// `node scripts/bench/review.mjs [--messages=1000000]`: opens a review of a seeded history and an empty profile in turns,
// and asks the history everything that its screen asks (tests/measures/review.measure.ts).
// `--rows` walks every row of reading instead, over so many messages of one's own history, of a backup and of an export
// (tests/measures/review-rows.measure.ts). `--sealed` does either in a namespace that has no network, without a keychain
// service: Linux, as root, with `unshare` and `ip` (packages util-linux and iproute2).
import { parseArgs } from 'node:util';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.mjs';
import { ensureReady } from '../setup/index.mjs';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    rows: { type: 'boolean', default: false },
    sealed: { type: 'boolean', default: false },
  },
});
const seal = ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
const measure = values.rows ? 'review-rows' : 'review.measure';
const [command, ...rest] = [
  ...(values.sealed ? seal : []),
  process.execPath,
  join(import.meta.dirname, 'windows.mjs'),
  measure,
];
// Without a network nothing can be set up.
if (values.sealed) await ensureBuilt(await ensureReady({ electron: true, display: true, keychain: true }));
const ran = spawnSync(command, rest, {
  env: {
    ...process.env,
    PARLEY_MEASURE_MESSAGES: values.messages,
    ...(values.sealed ? { PARLEY_MEASURE_SEALED: 'yes' } : {}),
  },
  stdio: 'inherit',
});
process.exitCode = ran.status ?? 1;
