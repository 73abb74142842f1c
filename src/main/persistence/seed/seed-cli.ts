import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Logger } from '#main/ports/logger';
import { dataPaths } from '../data-folder';
import { openClient } from '../database';
import type { Client } from '../database';
import { listMigrations, schemaVersionOf } from '../migrate';
import { openStore } from '../open-store';
import { seedDatabase } from './seed-database';
import type { SeedRequest } from './seed-database';

const usage = `Usage: npm run seed -- --user-data-dir=DIR
  --title=T --messages=N [--first=TEXT] [--last=TEXT]   one conversation
  --conversations=N --messages=M [--needle=WORD]        many
  [--now=DATE]                                          the newest one ends here (default: today)
`;

class UsageError extends Error {}

function wholeNumber(text: string | undefined, name: string): number {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < 1 || value > 10_000_000) {
    throw new UsageError(`--${name} needs a whole number of at least 1`);
  }
  return value;
}

/** A day, so that the same command makes the same rows all day long. */
function dayOf(text: string | undefined): number {
  const time = text === undefined ? Date.now() : Date.parse(text);
  if (Number.isNaN(time)) throw new UsageError('--now needs a date, for example 2026-01-31');
  return text === undefined ? Math.floor(time / 86_400_000) * 86_400_000 : time;
}

function readArguments(args: readonly string[]): { readonly folder: string; readonly request: SeedRequest } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      'user-data-dir': text,
      title: text,
      messages: text,
      first: text,
      last: text,
      conversations: text,
      needle: text,
      now: text,
    },
  });
  if (values['user-data-dir'] === undefined) throw new UsageError('--user-data-dir is missing');
  if ((values.title === undefined) === (values.conversations === undefined)) {
    throw new UsageError('give either --title or --conversations');
  }
  return {
    folder: resolve(values['user-data-dir']),
    request: {
      conversations:
        values.conversations === undefined ? 1 : wholeNumber(values.conversations, 'conversations'),
      messages: wholeNumber(values.messages, 'messages'),
      title: values.title ?? null,
      first: values.first ?? null,
      last: values.last ?? null,
      needle: values.needle ?? null,
      now: dayOf(values.now),
    },
  };
}

const noLog = (): void => undefined;
const logger: Logger = { error: noLog, warn: noLog, info: noLog, debug: noLog };

/** Makes or migrates the database as the app would. While the app runs it has done so, and SQLite lets two write in turn. */
function prepareDatabase(folder: string, migrationsFolder: string): void {
  const clock = { now: Date.now, monotonic: () => performance.now() };
  const opening = openStore({ folder, clock, logger, resources: { migrationsFolder, snapshotWorker: null } });
  if (opening.ok) {
    opening.value.store.close();
    if (opening.value.mode === 'read-only') throw new Error(opening.value.notices[0]?.text);
  } else if (opening.error.code !== 'storage.in-use') {
    throw new Error(opening.error.message);
  }
}

function openPrepared(folder: string, migrationsFolder: string): Client {
  const { database } = dataPaths(folder);
  if (!existsSync(database)) throw new Error('Parley is just starting with this folder. Try again.');
  const client = openClient(database, { isReadOnly: false });
  if (schemaVersionOf(client) === listMigrations(migrationsFolder).length) return client;
  client.close();
  throw new Error('Another version of Parley is open with this folder. Close it first.');
}

/** Runs the command; returns the exit code. */
export function runSeed(args: readonly string[], migrationsFolder: string): number {
  try {
    const { folder, request } = readArguments(args);
    prepareDatabase(folder, migrationsFolder);
    const client = openPrepared(folder, migrationsFolder);
    // A power cut may lose the last batches, which the same command writes again, but harms nothing.
    client.pragma('synchronous = NORMAL');
    const start = performance.now();
    const written = seedDatabase(client, request);
    client.close();
    const seconds = (performance.now() - start) / 1000;
    const rate = Math.round(written / Math.max(seconds, 0.001));
    process.stderr.write(
      written === 0
        ? 'These messages are there already.\n'
        : `${written} messages in ${seconds.toFixed(1)} s (${rate} a second).\n`,
    );
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n${isUsage ? usage : ''}`,
    );
    return 1;
  }
}
