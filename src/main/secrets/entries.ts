import { createHash, randomBytes } from 'node:crypto';
import type { Keychain } from './keychain';

/** Windows keeps at most 2,560 bytes in one credential. */
const maxBytes = 2_500;
const header = /^parley-chunks:1:([0-9a-f]{16}):(\d{1,3}):([0-9a-f]{64})$/;

interface Chunked {
  readonly generation: string;
  readonly count: number;
  readonly hash: string;
}

const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex');

const parseHeader = (value: string | null): Chunked | null => {
  const [, generation, count, hash] = header.exec(value ?? '') ?? [];
  if (generation === undefined || count === undefined || hash === undefined) return null;
  return { generation, count: Number(count), hash };
};

const chunkName = (account: string, generation: string, index: number): string =>
  `${account}#${generation}.${index}`;

/** Cuts by bytes of UTF-8, never through a character. */
function split(value: string): readonly string[] {
  const chunks: string[] = [];
  let chunk = '';
  let size = 0;
  for (const character of value) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > maxBytes) {
      chunks.push(chunk);
      chunk = '';
      size = 0;
    }
    chunk += character;
    size += bytes;
  }
  return [...chunks, chunk];
}

/** The value, put together again; null when there is none or pieces of it are missing. */
export async function readEntry(
  keychain: Keychain,
  service: string,
  account: string,
): Promise<string | null> {
  const stored = await keychain.getPassword(service, account);
  const chunked = parseHeader(stored);
  if (chunked === null) return stored;
  const chunks: string[] = [];
  for (let index = 0; index < chunked.count; index += 1) {
    const chunk = await keychain.getPassword(service, chunkName(account, chunked.generation, index));
    if (chunk === null) return null;
    chunks.push(chunk);
  }
  const value = chunks.join('');
  return hashOf(value) === chunked.hash ? value : null;
}

/**
 * Writes pieces first and their header last, under a new name each time: whatever interrupts it, the entry reads as the
 * old value or the new one.
 */
export async function writeEntry(
  keychain: Keychain,
  service: string,
  account: string,
  value: string,
): Promise<void> {
  const old = parseHeader(await keychain.getPassword(service, account));
  if (Buffer.byteLength(value) <= maxBytes && parseHeader(value) === null) {
    await keychain.setPassword(service, account, value);
  } else {
    const generation = randomBytes(8).toString('hex');
    const chunks = split(value);
    for (const [index, chunk] of chunks.entries()) {
      await keychain.setPassword(service, chunkName(account, generation, index), chunk);
    }
    await keychain.setPassword(
      service,
      account,
      `parley-chunks:1:${generation}:${chunks.length}:${hashOf(value)}`,
    );
  }
  if (old !== null) await removeChunks(keychain, service, account, old);
}

export async function removeEntry(keychain: Keychain, service: string, account: string): Promise<void> {
  const old = parseHeader(await keychain.getPassword(service, account));
  await keychain.deletePassword(service, account);
  if (old !== null) await removeChunks(keychain, service, account, old);
}

async function removeChunks(
  keychain: Keychain,
  service: string,
  account: string,
  old: Chunked,
): Promise<void> {
  for (let index = 0; index < old.count; index += 1) {
    await keychain.deletePassword(service, chunkName(account, old.generation, index));
  }
}
