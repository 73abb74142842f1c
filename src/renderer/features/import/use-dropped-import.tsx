import type { ImportState } from '#shared/domain/import';
import { useState, type ReactNode } from 'react';
import type { Bridge } from '../../bridge/bridge';
import { useBridge } from '../../bridge/bridge-context';
import { ImportDialog } from './import-dialog';
import { kindOfDropped } from './kind-of-dropped';

/** Takes what is dropped when it is an export of conversations. */
export interface DroppedImport {
  /** True when it is one: the dialog is open, and the file goes nowhere else. */
  readonly offer: (files: readonly File[]) => Promise<boolean>;
  readonly dialog: ReactNode;
}

export function useDroppedImport(): DroppedImport {
  const bridge = useBridge();
  const [isOpen, setIsOpen] = useState(false);
  return {
    dialog: isOpen ? <ImportDialog onClose={() => setIsOpen(false)} /> : null,
    offer: async (files) => {
      const [file, ...others] = files;
      if (file === undefined || others.length > 0) return false;
      const kind = await kindOfDropped(file);
      if (kind === 'other' || kind === 'backup') return false;
      const begun = await bridge.call('import.takeDropped', null);
      if (!begun.ok || begun.value === null) return false;
      const isTaken = kind === 'archive' || (await isExport(bridge, begun.value));
      if (isTaken) setIsOpen(true);
      else void bridge.call('import.close', { importId: begun.value.importId });
      return isTaken;
    },
  };
}

/** Waits until the main process knows what it is. */
function isExport(bridge: Bridge, begun: ImportState): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (state: ImportState | null): void => {
      const isKnown = state?.importId === begun.importId && (state.found?.formats.length ?? 0) > 0;
      if (!isKnown && state?.phase === 'looking') return;
      end();
      resolve(isKnown);
    };
    const read = (): void =>
      void bridge.call('import.state', null).then((answer) => settle(answer.ok ? answer.value : null));
    const end = bridge.subscribe(({ type }) => {
      if (type === 'import.changed') read();
    });
    read();
  });
}
