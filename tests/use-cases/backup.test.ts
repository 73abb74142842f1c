import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupFromTerminal, restoreFromTerminal } from '#main/features/backup/backup-from-terminal';
import { createJsonBackupPrinter } from '#main/features/backup/backup-printer';
import { addTurn } from '../harness/database';
import { liveAnswer } from '../fakes/scripted-provider';
import { send, useEngine } from './use-engine';

const dayMs = 86_400_000;

/** A computer whose person chooses one file and one folder. */
function useComputer() {
  const places = { file: '', folder: '' };
  const engine = useEngine({
    backupFiles: {
      chooseTarget: () => Promise.resolve({ path: places.file, name: basename(places.file) }),
      chooseBackup: () => Promise.resolve({ path: places.file, name: basename(places.file) }),
      chooseFolder: () => Promise.resolve(places.folder),
    },
  });
  places.file = join(engine.folder, 'mine.parley-backup');
  places.folder = join(engine.folder, 'scheduled');
  mkdirSync(places.folder);
  return { ...engine, window: engine.openWindow(1), places };
}

/** Files are written and read back meanwhile, however long the disk takes. */
const seen = (look: () => boolean | Promise<boolean>) => expect.poll(look, { timeout: 15_000 }).toBe(true);

const merge = { way: 'merge', bringBack: 'none', withSettings: false } as const;

/** Everything that a backup goes through in a window. */
async function restoreInWindow({ window }: ReturnType<typeof useComputer>, passphrase: string | null) {
  const chosen = await window.call('backup.choose', null);
  const opened = await window.call('backup.open', { token: chosen?.token ?? '', passphrase });
  const result = await window.call('backup.restore', { id: opened?.id ?? '', choices: merge });
  await window.call('backup.close', { id: opened?.id ?? '' });
  return { chosen, opened, result };
}

describe('a backup', () => {
  it('holds no key, whatever is in the keychain, and is what the person is told', async () => {
    const computer = useComputer();
    const { window, secrets, store } = computer;
    await secrets.save('openai', 'sk-planted-0123456789abcdefghij');
    await secrets.save('backup-passphrase', 'sk-planted-passphrase');
    addTurn(store, 'Where is the lighthouse?', 'On the cliff.');
    const written = await window.call('backup.write', { passphrase: null });
    expect(written).toMatchObject({
      fileName: 'mine.parley-backup',
      summary: { conversations: 1, messages: 2 },
    });
    const bytes = readFileSync(computer.places.file);
    expect(bytes.includes('lighthouse')).toBe(true);
    expect(bytes.includes('sk-planted')).toBe(false);
    const state = await window.call('backup.state', null);
    expect(state).toMatchObject({
      job: null,
      last: { fileName: 'mine.parley-backup', bytes: bytes.length, isScheduled: false, error: null },
    });
    expect(store.audit.list('backup', null, 10)).toMatchObject([
      { kind: 'backup.written', facts: { trigger: 'person', isEncrypted: false, conversations: 1 } },
    ]);
  });

  it('comes back on another computer, and its windows hear of it', async () => {
    const [old, fresh] = [useComputer(), useComputer()];
    const { conversationId } = addTurn(old.store, 'Where is the lighthouse?', 'On the cliff.');
    old.store.retention.setHold({ scope: 'conversation', id: conversationId }, true);
    old.store.audit.record({ kind: 'provider.removed', facts: { providerId: 'of-there' } });
    await old.window.call('backup.write', { passphrase: 'correct horse' });
    fresh.places.file = old.places.file;
    const { chosen, opened, result } = await restoreInWindow(fresh, 'correct horse');
    expect(chosen).toMatchObject({ fileName: 'mine.parley-backup', isEncrypted: true });
    expect(opened?.preview.counts).toMatchObject({ new: 1 });
    expect(result).toMatchObject({ added: 1, messages: 2 });
    expect(fresh.store.conversations.find(conversationId)?.title).toBe('Where is the lighthouse?');
    const told = fresh.window.events.map(({ type }) => type);
    expect(told).toEqual(
      expect.arrayContaining(['conversations.changed', 'personas.changed', 'settings.changed']),
    );
    // The log of the other computer stays with it: what happened here is that a backup was restored.
    expect(fresh.store.audit.list(null, null, 10)).toMatchObject([
      { seq: 1, kind: 'restore.finished', facts: { added: 1, isWhole: true, holds: 1, rules: 0 } },
    ]);
    expect(await fresh.store.audit.verify()).toMatchObject({ isWhole: true, entries: 1 });
  });

  it('is not restored while a reply is being written, and says so', async () => {
    const computer = useComputer();
    addTurn(computer.store, 'one', 'two');
    await computer.window.call('backup.write', { passphrase: null });
    const chosen = await computer.window.call('backup.choose', null);
    const opened = await computer.window.call('backup.open', {
      token: chosen?.token ?? '',
      passphrase: null,
    });
    computer.provider.answers.push(liveAnswer().answer);
    await send(computer.window, 'And then?');
    await expect(
      computer.window.call('backup.restore', { id: opened?.id ?? '', choices: merge }),
    ).rejects.toThrow('A reply is being written');
  });
});

describe('a schedule', () => {
  it('makes one a day, keeps as many as the person wants, and never touches another file', async () => {
    const computer = useComputer();
    const { window, time, places, store } = computer;
    addTurn(store, 'one', 'two');
    const other = join(places.folder, 'Parley 2020-01-01 000000.parley-backup');
    writeFileSync(other, 'of another computer');
    expect(await window.call('backup.chooseFolder', null)).toBe('scheduled');
    await window.call('backup.setSchedule', {
      every: 'daily',
      keep: 3,
      passphrase: 'correct horse',
      remember: true,
    });
    const end = computer.backup.follow();
    for (let day = 1; day <= 5; day += 1) {
      await time.advance(dayMs);
      await seen(
        () =>
          store.audit.count('backup') === day && readdirSync(places.folder).length === Math.min(day, 3) + 1,
      );
    }
    end();
    const names = readdirSync(places.folder).toSorted();
    expect(names).toHaveLength(4);
    expect(names[0]).toBe(basename(other));
    expect(readFileSync(join(places.folder, names[1] ?? '')).includes('one')).toBe(false);
    expect(computer.notices).toEqual([]);
    expect(computer.secrets.entries.get('backup-passphrase')).toBe('correct horse');
  });

  it('says once why none was made, and makes it when that is mended', async () => {
    const computer = useComputer();
    const { window, time, places, notices } = computer;
    await window.call('backup.chooseFolder', null);
    await window.call('backup.setSchedule', { every: 'daily', keep: 3, passphrase: null, remember: false });
    rmSync(places.folder, { recursive: true });
    const end = computer.backup.follow();
    await time.advance(3 * 3_600_000);
    await seen(() => notices.length > 0);
    expect(notices).toEqual([
      'The scheduled backup was not made. Its folder is not there. Connect its disk, or choose another folder. See Settings, Data.',
    ]);
    // It is still said in Settings when the notice is gone.
    expect((await window.call('backup.state', null)).last).toMatchObject({
      isScheduled: true,
      error: { code: 'backup.not-written' },
    });
    mkdirSync(places.folder);
    await time.advance(3_600_000);
    await seen(() => readdirSync(places.folder).some((name) => name.endsWith('.parley-backup')));
    await expect.poll(async () => (await window.call('backup.state', null)).last?.error).toBeNull();
    end();
  });

  it('asks for a passphrase that was not to be remembered', async () => {
    const computer = useComputer();
    const { window, time, notices, secrets } = computer;
    await window.call('backup.chooseFolder', null);
    await window.call('backup.setSchedule', {
      every: 'daily',
      keep: 3,
      passphrase: 'x'.repeat(12),
      remember: true,
    });
    secrets.entries.clear();
    const end = computer.backup.follow();
    await time.advance(3_600_000);
    await seen(() => notices.length > 0);
    expect(notices[0]).toContain('Its passphrase has to be entered again.');
    expect(await window.call('backup.state', null)).toMatchObject({ schedule: { hasPassphrase: 'no' } });
    end();
  });
});

describe('from a terminal', () => {
  const run = async (
    computer: ReturnType<typeof useComputer>,
    verb: 'backup' | 'restore',
    { isDryRun = false, isSecretGiven = true } = {},
  ) => {
    const lines: unknown[] = [];
    const out = (text: string): void => void lines.push(JSON.parse(text));
    const { backups, backupPlans: plans, audit } = computer.store;
    const ports = {
      ...{ backups, plans, audit, clock: computer.time, readerLeft: new AbortController().signal },
      printer: createJsonBackupPrinter({ out, error: () => undefined }),
    };
    const passphraseFile = join(computer.folder, 'passphrase');
    writeFileSync(passphraseFile, 'correct horse\n');
    const request = {
      file: computer.places.file,
      passphraseFile: isSecretGiven ? passphraseFile : null,
    };
    const exitCode =
      verb === 'backup'
        ? await backupFromTerminal(ports, request)
        : await restoreFromTerminal(ports, { ...request, isDryRun });
    return { exitCode, end: lines.at(-1) };
  };

  it('writes and restores, and its last line has the counts', async () => {
    const [old, fresh] = [useComputer(), useComputer()];
    addTurn(old.store, 'one', 'two');
    expect(await run(old, 'backup')).toMatchObject({
      exitCode: 0,
      end: { type: 'end', error: null, conversations: 1, messages: 2, files: 0 },
    });
    fresh.places.file = old.places.file;
    expect(await run(fresh, 'restore', { isDryRun: true })).toMatchObject({
      exitCode: 0,
      end: { type: 'end', error: null, added: 1, messages: 2, isDryRun: true },
    });
    expect(fresh.store.archive.listIds({ withTrash: true })).toEqual([]);
    const locked = await run(fresh, 'restore', { isSecretGiven: false });
    // Catches: “Enter the passphrase”, where there is nowhere to.
    expect(JSON.stringify(locked.end)).toContain('--passphrase-file FILE');
    expect(await run(fresh, 'restore')).toMatchObject({
      exitCode: 0,
      end: { type: 'end', error: null, added: 1, changed: 0, deleted: 0, messages: 2, isDryRun: false },
    });
    fresh.places.file = join(fresh.folder, 'none');
    expect(await run(fresh, 'restore')).toMatchObject({
      exitCode: 1,
      end: { error: { code: 'storage.failed' } },
    });
  });
});
