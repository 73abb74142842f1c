import type { AppEvent } from '#shared/contracts/events';
import type { ImportedItem, ImportState, ImportSummary } from '#shared/domain/import';

const foundSummary: ImportSummary = {
  apps: ['chatgpt'],
  formats: ['ChatGPT export'],
  conversations: 1_204,
  messages: 31_882,
  branches: 96,
  files: 212,
  from: Date.UTC(2023, 2, 4),
  to: Date.UTC(2026, 9, 30),
  models: [
    { name: 'gpt-4o', messages: 12_000 },
    { name: 'o3', messages: 900 },
  ],
  outcomes: { new: 1_100, added: 4, existing: 100, failed: 2 },
  newMessages: 30_112,
  noted: 1,
};

const noted: readonly ImportedItem[] = [
  { outcome: 'failed', title: 'Damaged', messages: 0, reason: 'It is not whole.', notes: [] },
  {
    outcome: 'new',
    title: 'Herons',
    messages: 4,
    reason: null,
    notes: ['2 pictures are not in the export.'],
  },
];

/** An import whose steps a test decides. */
export class FakeImport {
  state: ImportState | null = null;
  readonly #emit: (event: AppEvent) => void;

  constructor(emit: (event: AppEvent) => void) {
    this.#emit = emit;
  }

  show(state: Partial<ImportState> | null): void {
    const empty: ImportState = {
      importId: 'one',
      name: 'export.zip',
      phase: 'looking',
      progress: null,
      found: foundSummary,
      result: null,
      stored: null,
      error: null,
    };
    this.state = state === null ? null : { ...empty, ...state };
    this.#emit({ type: 'import.changed' });
  }

  /** Undefined: not one of its routes. */
  answer(route: string): unknown {
    switch (route) {
      case 'import.choose':
        this.show({ phase: 'found' });
        return this.state;
      case 'import.state':
        return this.state;
      case 'import.listNoted':
        return noted;
      case 'import.saveReport':
        return true;
      case 'import.close':
        this.show(null);
        return null;
      case 'import.begin':
      case 'import.pause':
      case 'import.cancel':
      case 'import.takeDropped':
        return null;
      default:
        return undefined;
    }
  }
}
