import { sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { Client } from '../database';

/**
 * Places in the list are made of time, so that a conversation that comes from elsewhere stands among those of its days. They
 * only grow all the same: after one that was made while the clock was ahead the next is one more, whatever the clock says.
 */
const placesInOneMs = 1024;

/** Above all others. A placeholder stands for whole ms, to be filled in when the statement is run. */
export const topPosition = (now: number | Placeholder): SQL<number> =>
  sql`(SELECT max(coalesce(max(list_position), 0) + 1, CAST(${now} AS INTEGER) * ${placesInOneMs}) FROM conversation)`;

/** Finds free places for conversations that were last changed at given times; none is in the future. */
export function createPlaces(client: Client): (updatedAt: number, now: number) => number {
  const lastIn = client
    .prepare<[number, number], number | null>(
      'SELECT max(list_position) FROM conversation WHERE list_position >= ? AND list_position < ?',
    )
    .pluck();
  // Many of one export may have the same time: where its places ended is not looked for again each time.
  let latest = { start: -1, from: -1 };
  return (updatedAt, now) => {
    const start = Math.max(0, Math.min(Math.trunc(updatedAt), Math.trunc(now))) * placesInOneMs;
    for (let from = latest.start === start ? latest.from : start; ; from += placesInOneMs) {
      const place = (lastIn.get(from, from + placesInOneMs) ?? from - 1) + 1;
      if (place >= from + placesInOneMs) continue;
      latest = { start, from };
      return place;
    }
  };
}
