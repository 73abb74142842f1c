import SqliteDatabase from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hashEntry } from '#main/persistence/audit/audit-chain';
import { runVerify } from '#main/persistence/audit/verify-cli';
import type { AuditEntry } from '#shared/domain/audit';
import { openTestStore, temporaryFolder } from '../harness/database';

const added = (keyId: string): AuditEntry => ({
  kind: 'key.added',
  facts: { providerId: 'openai', keyId, place: 'keychain' },
});

/** A closed data folder whose log has six entries. */
function folderWithLog(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const { store } = openTestStore(folder.path);
  for (let key = 1; key <= 6; key += 1) store.audit.record(added(`k${key}`));
  store.close();
  return folder.path;
}

/** As somebody with a program for SQLite and an evening could. */
function tamper(folder: string, ...statements: readonly string[]): void {
  const client = new SqliteDatabase(join(folder, 'parley.db'));
  for (const trigger of ['changed', 'removed', 'replaced'])
    client.exec(`DROP TRIGGER audit_entry_${trigger}`);
  for (const statement of statements) client.exec(statement);
  client.close();
}

async function verify(folder: string): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    said += String(chunk);
    return true;
  });
  try {
    return { code: await runVerify([`--user-data-dir=${folder}`]), said };
  } finally {
    write.mockRestore();
  }
}

const headOf = (folder: string): string => join(folder, 'audit-head.json');

describe('the audit log', () => {
  it('is whole as it was written', async () => {
    const { code, said } = await verify(folderWithLog());
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^The audit log is whole: 6 entries\. .*[0-9a-f]{64}/),
    ]);
  });

  // Catches: a verifier that looks at some of the fields only, or does not say where.
  it.each([
    ['the time', 'at = at + 1'],
    ['the kind', "kind = 'key.removed'"],
    ['the facts', `facts = replace(facts, 'k3', 'k9')`],
    ['the hash before', `previous = replace(previous, substr(previous, 1, 1), 'f')||'0'`],
    ['the hash', `hash = reverse_not_there`],
  ])('names the entry of which %s was changed', async (_what, set) => {
    const folder = folderWithLog();
    const assignment = set.includes('reverse_not_there') ? `hash = substr(hash, 2) || '0'` : set;
    tamper(folder, `UPDATE audit_entry SET ${assignment} WHERE seq = 3`);
    const { code, said } = await verify(folder);
    expect([code, said]).toEqual([1, expect.stringContaining('broken at entry 3')]);
  });

  it('names an entry that was changed with a hash that fits: the next does not follow it', async () => {
    const folder = folderWithLog();
    const row = { seq: 3, at: 7, kind: 'key.removed', facts: '{}', previous: '' };
    const client = new SqliteDatabase(join(folder, 'parley.db'));
    row.previous = String(client.prepare('SELECT hash FROM audit_entry WHERE seq = 2').pluck().get());
    client.close();
    tamper(
      folder,
      `UPDATE audit_entry SET at = 7, kind = 'key.removed', facts = '{}', hash = '${hashEntry(row)}' WHERE seq = 3`,
    );
    expect((await verify(folder)).said).toMatch(/broken at entry 4\..*one of them was replaced/);
  });

  it('names what was removed, from the middle, from the beginning, and with the numbers closed up', async () => {
    const middle = folderWithLog();
    tamper(middle, 'DELETE FROM audit_entry WHERE seq IN (3, 4)');
    expect((await verify(middle)).said).toMatch(/entry 3\. Entries 3 to 4 are not there: removed/);
    const beginning = folderWithLog();
    tamper(beginning, 'DELETE FROM audit_entry WHERE seq = 1');
    expect((await verify(beginning)).said).toMatch(/entry 1\. Entry 1 is not there/);
    const closedUp = folderWithLog();
    tamper(
      closedUp,
      'DELETE FROM audit_entry WHERE seq = 3',
      'UPDATE audit_entry SET seq = seq - 1 WHERE seq > 3',
    );
    expect((await verify(closedUp)).said).toMatch(
      /entry 3\. In the place of entry 3 stands what was entry 4/,
    );
  });

  it('names where the order was changed', async () => {
    const folder = folderWithLog();
    tamper(
      folder,
      'UPDATE audit_entry SET seq = -2 WHERE seq = 2',
      'UPDATE audit_entry SET seq = 2 WHERE seq = 5',
      'UPDATE audit_entry SET seq = 5 WHERE seq = -2',
    );
    expect((await verify(folder)).said).toMatch(/entry 2\. .*what was entry 5: the order was changed/);
  });

  it('notices that the end was cut off, and says so for ever after: adding to the log does not heal it', async () => {
    const folder = folderWithLog();
    tamper(folder, 'DELETE FROM audit_entry WHERE seq > 4');
    const first = await verify(folder);
    expect(first.code).toBe(1);
    expect(first.said).toMatch(/entry 5\. Entries 5 to 6 .*cut off/);
    const { store } = openTestStore(folder);
    store.audit.record(added('later'));
    expect(store.audit.list(null, null, 2).map(({ kind }) => kind)).toEqual(['key.added', 'log.broken']);
    store.close();
    const second = await verify(folder);
    expect(second.code).toBe(1);
    expect(second.said).toMatch(/entry 5\. .*"reason":"cut-off"/);
  });

  it('notices that all of it was written anew, and that its note is not there', async () => {
    const folder = folderWithLog();
    const head: unknown = JSON.parse(readFileSync(headOf(folder), 'utf8'));
    writeFileSync(headOf(folder), JSON.stringify({ ...(head as object), hash: 'a'.repeat(64) }));
    expect((await verify(folder)).said).toMatch(/entry 6\. .*written anew/);
    rmSync(headOf(folder));
    expect((await verify(folder)).said).toMatch(/entry 7\. .*audit-head\.json is not there/);
  });

  // A kill between the two commits leaves the note one behind: no alarm, and the next entry brings it up.
  it('takes a note that is one entry behind for what a kill leaves', async () => {
    const folder = folderWithLog();
    const first = openTestStore(folder).store;
    const note = readFileSync(headOf(folder), 'utf8');
    first.audit.record(added('k7'));
    first.close();
    writeFileSync(headOf(folder), note);
    expect((await verify(folder)).code).toBe(0);
    const second = openTestStore(folder).store;
    second.audit.record(added('k8'));
    second.close();
    expect((await verify(folder)).said).toMatch(/whole: 8 entries/);
  });

  it('refuses changes, deletions and replacements of its rows', () => {
    const client = new SqliteDatabase(join(folderWithLog(), 'parley.db'));
    onTestFinished(() => {
      client.close();
    });
    expect(() => client.exec('UPDATE audit_entry SET at = 1 WHERE seq = 1')).toThrow(/never changed/);
    expect(() => client.exec('DELETE FROM audit_entry')).toThrow(/never removed/);
    expect(() => client.exec("INSERT OR REPLACE INTO audit_entry VALUES (1, 1, '', '', '', '')")).toThrow(
      /never replaced/,
    );
  });

  it('writes nothing that is not of the kind: a sentence has no place in it', () => {
    const folder = temporaryFolder();
    const { store } = openTestStore(folder.path);
    onTestFinished(() => {
      store.close();
      folder[Symbol.dispose]();
    });
    const talkative = { providerId: 'openai', keyId: 'k1', place: 'keychain', note: 'a secret word' };
    store.audit.record({ kind: 'key.added', facts: talkative } as AuditEntry);
    store.audit.record({ kind: 'provider.removed', facts: { providerId: 'x'.repeat(500) } });
    expect(store.audit.list(null, null, 10)).toEqual([]);
  });
});
