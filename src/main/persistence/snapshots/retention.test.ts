import { expect, test } from 'vitest';
import { expiredSnapshots } from './retention';
import type { SnapshotFile, SnapshotReason } from './snapshot-files';

const day = 86_400_000;
const now = Date.UTC(2026, 5, 30, 12);

const snapshot = (daysAgo: number, reason: SnapshotReason = 'daily', bytes = 1): SnapshotFile => ({
  path: `${daysAgo}-${reason}`,
  takenAt: now - daysAgo * day,
  reason,
  schemaVersion: 1,
  bytes,
});
const keptOf = (snapshots: readonly SnapshotFile[], cap = Infinity): readonly string[] => {
  const expired = new Set(expiredSnapshots(snapshots, cap));
  return snapshots.filter((file) => !expired.has(file)).map((file) => file.path);
};

test('seven days, then a snapshot for each of four weeks', () => {
  const daily = Array.from({ length: 60 }, (_, index) => snapshot(index));
  const kept = keptOf(daily);
  expect(kept.slice(0, 7)).toEqual(daily.slice(0, 7).map((file) => file.path));
  expect(kept.length).toBeLessThanOrEqual(11);
  const oldest = Number(kept.at(-1)?.split('-')[0]);
  expect(oldest).toBeGreaterThanOrEqual(15);
  expect(oldest).toBeLessThanOrEqual(28);
});

test('several of one day leave the newest', () => {
  const morning = { ...snapshot(0), takenAt: now - 1000, path: 'morning' };
  expect(keptOf([snapshot(0, 'quit'), morning, snapshot(1)])).toEqual(['0-quit', '1-daily']);
});

test('three from before migrations stay beside the daily ones', () => {
  const files = [snapshot(0), ...[1, 2, 3, 4].map((days) => snapshot(days * 40, 'migration'))];
  expect(keptOf(files)).toEqual(['0-daily', '40-migration', '80-migration', '120-migration']);
});

test('two from before restores stay beside the daily ones', () => {
  const files = [snapshot(0), ...[40, 80, 120].map((days) => snapshot(days, 'restore'))];
  expect(keptOf(files)).toEqual(['0-daily', '40-restore', '80-restore']);
});

test('the newest stays even when it is larger than all may be together', () => {
  expect(keptOf([snapshot(0, 'daily', 900), snapshot(1, 'daily', 10)], 100)).toEqual(['0-daily']);
  expect(keptOf([snapshot(0, 'daily', 60), snapshot(1, 'daily', 30), snapshot(2, 'daily', 30)], 100)).toEqual(
    ['0-daily', '1-daily'],
  );
});
