import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLogFile } from './log-file';
import { createFileLogger } from './logger';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-log-'));
  folder = join(root, 'logs');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

const lines = (name: string): Record<string, unknown>[] =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>);
const create = (maxBytes?: number) =>
  createFileLogger({
    folder,
    home: '/home/ada',
    now: () => 0,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });

describe('the log files', () => {
  it('writes each tier to its own file, the debug tier only when it is on', () => {
    const logger = create();
    logger.debug('hidden');
    logger.info('started', { version: '1.2.3', nothing: undefined });
    logger.setDebug(true);
    logger.debug('seen');
    logger.error('broke', { count: 2 }, new Error('why', { cause: new Error('root cause') }));
    expect(lines('app.log').map((line) => line['message'])).toEqual(['started', 'broke']);
    expect(lines('error.log')).toHaveLength(1);
    expect(lines('error.log')[0]).toMatchObject({
      level: 'error',
      count: 2,
      time: '1970-01-01T00:00:00.000Z',
    });
    expect(String(lines('error.log')[0]?.['cause'])).toContain('root cause');
    expect(lines('debug.log').map((line) => line['message'])).toEqual(['seen', 'broke']);
  });

  it('has an error on the disk before the call returns, so that a crash right after keeps it', () => {
    create().error('last words');
    expect(lines('error.log')[0]?.['message']).toBe('last words');
  });

  it('writes lines of lesser importance within a quarter of a second', () => {
    vi.useFakeTimers();
    create().info('soon');
    expect(() => statSync(join(folder, 'app.log'))).toThrow();
    vi.advanceTimersByTime(250);
    expect(lines('app.log')).toHaveLength(1);
  });

  it('redacts messages, fields and causes', () => {
    const logger = create();
    logger.learnSecret('a-strange-secret');
    const key = 'sk-proj-abcdefghijkl0123456789';
    logger.error(
      `no ${key}`,
      { url: `https://x.test/?key=${key}`, apiKey: 'plain', path: '/home/ada/f' },
      new Error(`a-strange-secret ${key}`),
    );
    const text = readFileSync(join(folder, 'app.log'), 'utf8');
    for (const hidden of [key, 'plain', 'a-strange-secret', '/home/ada']) expect(text).not.toContain(hidden);
  });

  it('keeps one entry a line, whatever is in it', () => {
    create().error(
      'a\nb\u2028c',
      {},
      {
        toString: () => {
          throw new Error('no');
        },
      },
    );
    expect(lines('app.log')).toHaveLength(1);
  });

  it('is private to its user', () => {
    create().error('x');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('stays within five times the bound under a flood of every tier', () => {
    const logger = create(20_000);
    logger.setDebug(true);
    for (let n = 0; n < 2_000; n += 1) logger.error(`flood ${n} ${'x'.repeat(100)}`);
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5 * 20_000);
    expect(lines('app.log').at(-1)?.['message']).toContain('flood 1999');
  });

  it('works when its folder cannot be made, and says later how many lines were lost', () => {
    writeFileSync(folder, 'a file is in the way');
    const file = openLogFile({ path: join(folder, 'app.log'), maxBytes: 1000, kept: 1 });
    file.append('{"message":"lost"}');
    file.flush();
    rmSync(folder);
    file.append('{"message":"kept"}');
    file.flush();
    expect(lines('app.log')).toEqual([
      { level: 'warn', message: 'lines dropped', dropped: 1 },
      { message: 'kept' },
    ]);
  });

  it('goes on in a new file when a person deletes the old one', () => {
    const logger = create();
    logger.error('one');
    rmSync(folder, { recursive: true });
    logger.error('two');
    expect(lines('error.log').map((line) => line['message'])).toEqual(['two']);
  });

  it('survives a folder that became read-only', () => {
    const logger = create();
    logger.error('one');
    chmodSync(folder, 0o500);
    expect(() => logger.error('two')).not.toThrow();
    chmodSync(folder, 0o700);
  });
});
