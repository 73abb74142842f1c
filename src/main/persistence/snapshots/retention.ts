import type { SnapshotFile } from './snapshot-files';

const dayMs = 86_400_000;
const keptMigrations = 3;
const keptRestores = 2;
const keptDays = 7;
const keptWeeks = 4;

/** The newest snapshot of each of the newest periods. */
function newestPerPeriod(
  newestFirst: readonly SnapshotFile[],
  periodMs: number,
  count: number,
): readonly SnapshotFile[] {
  const periods = new Map<number, SnapshotFile>();
  for (const snapshot of newestFirst) {
    const period = Math.floor(snapshot.takenAt / periodMs);
    if (!periods.has(period)) periods.set(period, snapshot);
  }
  return [...periods.values()].slice(0, count);
}

/**
 * Which snapshots may go: all but 3 from before migrations, 2 from before restores, one for each of 7 days and of 4 weeks, as long as they
 * take no more than `capBytes` together. The newest always stays.
 */
export function expiredSnapshots(
  newestFirst: readonly SnapshotFile[],
  capBytes: number,
): readonly SnapshotFile[] {
  const migrations = newestFirst.filter(({ reason }) => reason === 'migration').slice(0, keptMigrations);
  const restores = newestFirst.filter(({ reason }) => reason === 'restore').slice(0, keptRestores);
  const regular = newestFirst.filter(({ reason }) => reason !== 'migration' && reason !== 'restore');
  const wanted = new Set([
    ...newestFirst.slice(0, 1),
    ...newestPerPeriod(regular, dayMs, keptDays),
    ...newestPerPeriod(regular, 7 * dayMs, keptWeeks),
    ...migrations,
    ...restores,
  ]);
  const kept = new Set<SnapshotFile>();
  let bytes = 0;
  for (const snapshot of newestFirst) {
    if (!wanted.has(snapshot)) continue;
    bytes += snapshot.bytes;
    if (bytes <= capBytes || kept.size === 0) kept.add(snapshot);
  }
  return newestFirst.filter((snapshot) => !kept.has(snapshot));
}
