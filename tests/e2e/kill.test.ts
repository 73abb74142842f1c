import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killMoments, sweepAppKills } from './app-kill-sweep';

/** What `scripts/soak/kill.mjs --app` asks for; without it few kills, so that `npm test` stays short. */
interface Orders {
  readonly kills: number;
  readonly seed: number;
  readonly lanes: number;
  /** Where the figures are written to. */
  readonly figures: string | null;
}

const few: Orders = { kills: 3, seed: 11, lanes: 1, figures: null };
const orders: Orders = {
  ...few,
  ...(JSON.parse(process.env['PARLEY_APP_KILLS'] ?? '{}') as Partial<Orders>),
};

// Catches: a message on the screen that a crash takes back, a reply that stays "writing", a conversation that is not there.
test(`in ${orders.kills} kills of the real app nothing that its window had acknowledged is lost`, async () => {
  const { kills, figures: file } = orders;
  const figures = await sweepAppKills({
    ...orders,
    onKill(done) {
      if (done % 20 === 0) process.stderr.write(`${done} kills\n`);
    },
  });
  if (file !== null) writeFileSync(file, JSON.stringify(figures));
  expect(figures.problems).toEqual([]);
  expect(figures).toMatchObject({ kills, lostMessages: 0 });
  expect(Object.keys(figures.killsByLabel).toSorted()).toEqual(killMoments.slice(0, kills).toSorted());
  // The kills hit what they are meant to hit.
  expect(figures.acknowledgedMessages).toBeGreaterThanOrEqual(kills / 2);
  expect(figures.liveReplies).toBeGreaterThanOrEqual(kills / 4);
}, 3_600_000);
