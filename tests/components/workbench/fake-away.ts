import type { AppEvent } from '#shared/contracts/events';
import type { OutputOf } from '#shared/contracts/index';
import type { RestorePreview } from '#shared/domain/backup';
import type { AppErrorData } from '#shared/errors/app-error';

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: AppErrorData };

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 9);
const idOf = (at: number): string => `0199a1b2-0000-7000-8000-${String(at).padStart(12, '0')}`;

const summary = {
  app: '0.1.0',
  createdAt: now - day,
  bytes: 48_200_000,
  conversations: 412,
  messages: 9_310,
  files: 37,
  fileBytes: 21_000_000,
  missingFiles: 0,
  span: { from: now - 300 * day, to: now - day },
};

const item = (at: number, title: string, state: 'new' | 'deleted' | 'both') =>
  ({ id: idOf(at), title, updatedAt: now, state, messages: 4 }) as never;

/** Rules, holds, the audit log, erasures, backups and the archive of all data, as a test sets them. */
export class FakeAway {
  about: OutputOf<'erasure.about'> = {
    conversations: 412,
    messages: 9_310,
    personas: 5,
    files: 37,
    remains: ['/media/maja/backup'],
  };
  retention: OutputOf<'retention.read'> = {
    rules: [],
    damaged: 0,
    holds: [],
    state: { waiting: null, lastRunAt: null },
  };
  preview: OutputOf<'retention.preview'> = { conversations: 0, messages: 0, held: 0, first: [] };
  entries: OutputOf<'audit.list'>['entries'] = [];
  verdict: OutputOf<'audit.verify'> = { isWhole: true, entries: 0, headHash: null };
  backup: OutputOf<'backup.state'> = {
    schedule: { every: 'never', keep: 7, folder: null, isEncrypted: false, hasPassphrase: 'no' },
    job: null,
    last: null,
  };
  /** Holds and rules for keeping, of the backup that is chosen. */
  kept: Pick<RestorePreview, 'holds' | 'rules'> = {
    holds: { coming: 0, left: 0, here: 0 },
    rules: { there: 0, here: 0 },
  };
  passphrase = 'correct horse battery staple';
  /** What a save ends with, once a test lets it. */
  endSave: (answer: Answer) => void = () => undefined;
  readonly #emit: (event: AppEvent) => void;

  constructor(emit: (event: AppEvent) => void) {
    this.#emit = emit;
  }

  showBackup(state: Partial<OutputOf<'backup.state'>>): void {
    this.backup = { ...this.backup, ...state };
    this.#emit({ type: 'backup.changed' });
  }

  tellProgress(progress: Omit<Extract<AppEvent, { type: 'export.progress' }>, 'type'>): void {
    this.#emit({ type: 'export.progress', ...progress });
  }

  /** Null: not one of its routes. */
  answer(route: string, input: unknown): Answer | Promise<Answer> | null {
    if (route === 'export.saveEverything')
      return new Promise((resolve) => {
        this.endSave = resolve;
      });
    if (route === 'backup.open') return this.#open(input as { readonly passphrase: string | null });
    const find = this.#routes[route];
    return find === undefined ? null : { ok: true, value: find(input as never) };
  }

  #open({ passphrase }: { readonly passphrase: string | null }): Answer {
    if (passphrase !== this.passphrase) {
      const message = 'The passphrase is not that of this backup.';
      return { ok: false, error: { code: 'backup.wrong-passphrase', message } };
    }
    const counts = { new: 12, there: 3, both: 1, here: 2, deleted: 2, same: 392 };
    const items = [item(1, 'Old flat', 'deleted'), item(2, 'Tax 2024', 'deleted'), item(3, 'Rivers', 'new')];
    const providers = [{ name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' }];
    const rest = { messages: 96, personas: { added: 1, changed: 0 }, folders: 0, providers, requests: 40 };
    const preview = { counts, items, ...rest, ...this.kept };
    return { ok: true, value: { id: 'opened', summary, preview } };
  }

  readonly #routes: Readonly<Record<string, (input: never) => unknown>> = {
    'erasure.about': () => this.about,
    'erasure.everything': () => true,
    'retention.read': () => this.retention,
    'retention.preview': () => this.preview,
    'retention.save': ({ rules }: Pick<OutputOf<'retention.read'>, 'rules'>) => {
      this.retention = { ...this.retention, rules };
      this.#emit({ type: 'settings.changed' });
      return null;
    },
    'retention.run': () => ({ waiting: null, lastRunAt: now }),
    'hold.set': ({
      target,
      isHeld,
    }: {
      readonly target: { readonly scope: 'everything' };
      readonly isHeld: boolean;
    }) => {
      const holds = isHeld ? [{ target, name: null, since: now }] : [];
      this.retention = { ...this.retention, holds };
      this.#emit({ type: 'settings.changed' });
      return null;
    },
    'audit.list': ({ area }: { readonly area: string | null }) => {
      const entries = this.entries.filter(({ kind }) => area === null || kind.startsWith(`${area}.`));
      return { entries, next: null, total: entries.length };
    },
    'audit.verify': () => this.verdict,
    'audit.export': () => ({ fileName: 'Parley audit.csv', entries: this.entries.length }),
    'backup.state': () => this.backup,
    'backup.chooseFolder': () => {
      this.showBackup({ schedule: { ...this.backup.schedule, folder: 'Backups' }, last: null });
      return 'Backups';
    },
    'backup.setSchedule': ({ every, keep }: OutputOf<'backup.state'>['schedule']) => {
      this.showBackup({ schedule: { ...this.backup.schedule, every, keep } });
      return null;
    },
    'backup.write': () => ({ fileName: 'Parley 2026-11-20.parley-backup', summary }),
    'backup.takeDropped': () => null,
    'backup.choose': () => ({
      token: 'chosen',
      fileName: 'Parley 2026-11-19.parley-backup',
      isEncrypted: true,
    }),
    'backup.restore': () => ({
      ...{ added: 12, changed: 4, back: 1, deleted: 1, same: 392, messages: 100, personas: 1, providers: 1 },
      ...{ holds: { added: 0, left: 0 }, rules: { added: 0, left: 0 }, leftOut: [] },
    }),
    'backup.stop': () => null,
    'backup.close': () => null,
    'export.cancel': () => {
      this.endSave({ ok: false, error: { code: 'cancelled', message: 'The export was cancelled.' } });
      return null;
    },
    'export.reveal': () => null,
  };
}
