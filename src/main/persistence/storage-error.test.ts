import { expect, test } from 'vitest';
import { AppError, appError } from '#shared/errors/app-error';
import { storageCodeOf, toStorageError } from './storage-error';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

test.each([
  ['SQLITE_FULL', 'storage.full'],
  ['ENOSPC', 'storage.full'],
  ['EDQUOT', 'storage.full'],
  ['SQLITE_IOERR_SHMSIZE', 'storage.full'],
  ['SQLITE_READONLY_DBMOVED', 'storage.read-only'],
  ['EROFS', 'storage.read-only'],
  ['EACCES', 'storage.read-only'],
  ['SQLITE_BUSY_SNAPSHOT', 'storage.busy'],
  ['SQLITE_LOCKED', 'storage.busy'],
  ['SQLITE_CORRUPT_VTAB', 'storage.damaged'],
  ['SQLITE_NOTADB', 'storage.damaged'],
  ['SQLITE_IOERR_FSYNC', 'storage.failed'],
  ['SQLITE_IOERR_READ', 'storage.failed'],
  ['SQLITE_CANTOPEN', 'storage.failed'],
  ['EIO', 'storage.failed'],
])('%s is %s', (code, expected) => {
  expect(storageCodeOf(withCode(code))).toBe(expected);
  expect(toStorageError(withCode(code))).toMatchObject({ data: { code: expected } });
});

test('the cause inside of a wrapping error counts', () => {
  expect(storageCodeOf(new Error('Failed query', { cause: withCode('SQLITE_FULL') }))).toBe('storage.full');
});

test('a bug stays a bug, and another expected failure stays what it is', () => {
  const bug = new TypeError('undefined is not a function');
  const stale = new AppError(appError('conversation.stale', 'x'));
  expect(toStorageError(bug)).toBe(bug);
  expect(toStorageError(withCode('SQLITE_CONSTRAINT_UNIQUE'))).toMatchObject({
    code: 'SQLITE_CONSTRAINT_UNIQUE',
  });
  expect(toStorageError(stale)).toBe(stale);
});
