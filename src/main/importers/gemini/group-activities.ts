import type { Activity } from './activity';

export interface Group {
  /** The oldest first. */
  readonly activities: readonly Activity[];
  /** The id that Google gives it; null when it was put together by time. */
  readonly conversation: string | null;
}

/** Silence after which what follows is taken for another conversation. */
const gapMs = 30 * 60_000;

/** The log is the newest first, with all conversations mixed. */
export function groupActivities(log: readonly Activity[]): readonly Group[] {
  const oldestFirst = log.toReversed().toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0));
  const groups = new Map<string, Activity[]>();
  let last: Activity | null = null;
  let number = 0;
  for (const activity of oldestFirst) {
    let key = `id:${activity.conversation ?? ''}`;
    if (activity.conversation === null) {
      const isNear =
        last !== null && last.time !== null && activity.time !== null && activity.time - last.time <= gapMs;
      if (!isNear) number += 1;
      key = `time:${String(number)}`;
      last = activity;
    }
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [activity]);
    else group.push(activity);
  }
  return [...groups.values()].map((activities) => ({
    activities,
    conversation: activities[0]?.conversation ?? null,
  }));
}
