import SqliteDatabase from 'better-sqlite3';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSearchSession } from '#main/persistence/search/search-session';
import { temporaryFolder } from '../harness/database';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Typed letter by letter; all but the last are of what `npm run seed` writes. */
const typed = [
  'memory',
  'index answers',
  'lisbon morning tax',
  '"two people who read"',
  'sourdough -index',
  'the',
  'flour from:me',
  'speech model:gemini',
  'has:code export',
  'budget after:2026-09 before:2026-11',
  'takeUpTo(items',
  '=> 90',
  '**Order**:',
  'tomatoes tenor borrow suitcase',
  'graça',
  '京都の',
  '面粉要用秤',
  '교토의 아침',
  'เกียวโต',
  'qqqzzz',
];

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** The index of a seeded data folder, made anew beside it, and what a query costs that is typed into it. */
export function measureSearch(folder: string, needle: string | null): readonly Figure[] {
  using place = temporaryFolder();
  const database = join(folder, 'parley.db');
  const index = join(place.path, 'search.db');
  const session = createSearchSession({ database, index });
  const cpu = process.cpuUsage();
  const start = performance.now();
  while (session.work(1000));
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const source = new SqliteDatabase(database, { readonly: true });
  const messages = Number(source.prepare('SELECT count(*) FROM message').pluck().get());
  source.close();
  session.checkpoint();

  const times: number[] = [];
  let slowest = { text: '', ms: 0 };
  for (const query of [...typed, ...(needle === null ? [] : [needle])]) {
    for (let length = 1; length <= query.length; length += 1) {
      const text = query.slice(0, length);
      const began = performance.now();
      session.search({ text, includesThinking: false, cursor: null, limit: 40 }, Date.now());
      const ms = performance.now() - began;
      times.push(ms);
      if (ms > slowest.ms) slowest = { text, ms };
    }
  }
  session.close();
  times.sort((a, b) => a - b);
  const bytes = statSync(index).size;
  rmSync(index);
  return [
    { name: 'search: messages', value: messages, unit: '' },
    { name: 'search: indexing', value: messages / seconds, unit: 'messages/s' },
    {
      name: 'search: indexing, per second of processor',
      value: messages / ((used.user + used.system) / 1e6),
      unit: 'messages/s',
    },
    { name: 'search: index ÷ database', value: bytes / statSync(database).size, unit: '' },
    {
      name: `search: queries typed letter by letter (${times.length}), median`,
      value: percentile(times, 0.5),
      unit: 'ms',
    },
    { name: 'search: queries typed letter by letter, p95', value: percentile(times, 0.95), unit: 'ms' },
    { name: `search: the slowest, “${slowest.text}”`, value: slowest.ms, unit: 'ms' },
  ];
}
