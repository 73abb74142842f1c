import { lazy, Suspense, useState, type ReactNode, type RefObject } from 'react';
import { useFileDrop } from '../../features/attachments/index';
import { kindOfDropped, useDroppedImport } from '../../features/import/index';

const RestoreFlow = lazy(async () => ({
  default: (await import('../../features/backup/index')).RestoreFlow,
}));

interface Dropped {
  /** Files hover over the conversation. */
  readonly isOver: boolean;
  readonly dialog: ReactNode;
}

/** What is dropped on a conversation: a backup is restored, an export brought in, and all else goes to `onFiles`. */
export function useDropped(
  place: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
): Dropped {
  const brought = useDroppedImport();
  const [isRestoring, setRestoring] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    if (await isBackup(files)) setRestoring(true);
    else if (!(await brought.offer(files))) onFiles(files);
  };
  const isOver = useFileDrop(place, (files) => void take(files));
  return {
    isOver,
    dialog: (
      <>
        {brought.dialog}
        {isRestoring && (
          <Suspense>
            <RestoreFlow isDropped onClose={() => setRestoring(false)} />
          </Suspense>
        )}
      </>
    ),
  };
}

async function isBackup([file, ...others]: readonly File[]): Promise<boolean> {
  return file !== undefined && others.length === 0 && (await kindOfDropped(file)) === 'backup';
}
