import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';
import { createDraftFiles, type DraftFiles, type FilesKey, type FilesState } from './draft-files';

/** The files of a draft, kept while the window shows another: what is on its way arrives where it was put. */
export function useDraftFiles(key: FilesKey): DraftFiles & { readonly state: FilesState } {
  const bridge = useBridge();
  const [all] = useState(() => new Map<FilesKey, DraftFiles>());
  const known = all.get(key) ?? createDraftFiles(bridge, key);
  all.set(key, known);
  const state = useStore(known.store);
  useEffect(() => void known.reload(), [known]);
  useAppEvent((event) => {
    if (event.type !== 'draft.changed') return;
    for (const [one, files] of all) if (one === event.key) void files.reload();
  });
  return { ...known, state };
}
