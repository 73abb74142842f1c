import type { ImportedItem, ImportOptions, ImportState } from '#shared/domain/import';
import type { ExportFiles } from '#main/ports/export-files';
import type { ChosenSource, ImportPlaces } from '#main/ports/import-places';
import { createOpenImport, type OpenImportPorts } from './open-import';
import { reportAsCsv, reportAsJson } from './write-report';

export interface ImportPorts extends OpenImportPorts {
  readonly places: ImportPlaces;
  readonly files: Pick<ExportFiles, 'choose'>;
}

/** Brings conversations in from other programs, one export at a time. */
export interface ImportFeature {
  choose(windowId: number, kind: 'file' | 'folder'): Promise<ImportState | null>;
  /** Begins to look at what a person chose. Throws `import.busy` while another one is being stored. */
  look(source: ChosenSource): ImportState;
  state(): ImportState | null;
  begin(importId: string, options: ImportOptions): void;
  pause(importId: string, isPaused: boolean): void;
  cancel(importId: string): void;
  listNoted(importId: string): Promise<readonly ImportedItem[]>;
  saveReport(importId: string, format: 'csv' | 'json', windowId: number): Promise<boolean>;
  close(importId: string): void;
}

const mostNoted = 200;

export function createImport(ports: ImportPorts): ImportFeature {
  const { runner } = ports;
  const open = createOpenImport(ports);
  return {
    look: (source) => open.look(source),
    choose: async (windowId, kind) => {
      open.assertIdle();
      const source = await ports.places.choose(windowId, kind);
      return source === null ? null : open.look(source);
    },
    state: () => open.state(),
    begin: (importId, options) => open.begin(importId, options),
    pause: (importId, isPaused) => {
      const { state, running } = open.get(importId);
      if (state.phase !== 'importing' && state.phase !== 'paused') return;
      if (isPaused) running?.pause();
      else running?.resume();
      open.setPhase(importId, isPaused ? 'paused' : 'importing');
    },
    cancel: (importId) => open.get(importId).running?.cancel(),
    listNoted: async (importId) => {
      open.get(importId);
      const noted: ImportedItem[] = [];
      for await (const item of runner.items(importId)) {
        if (item.reason !== null || item.notes.length > 0) noted.push(item);
        if (noted.length === mostNoted) break;
      }
      return noted;
    },
    saveReport: async (importId, format, windowId) => {
      const { state } = open.get(importId);
      const name = `import-report.${format}`;
      const kind = format === 'csv' ? 'Table (CSV)' : 'JSON';
      const file = await ports.files.choose(windowId, { title: 'Save report', name, ending: format, kind });
      if (file === null) return false;
      const items = runner.items(importId);
      await file.write(format === 'csv' ? reportAsCsv(items) : reportAsJson(state, items));
      return true;
    },
    close: (importId) => open.close(importId),
  };
}
