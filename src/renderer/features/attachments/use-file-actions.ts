import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { useMemo } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';
import type { FilesKey } from './draft-files';

interface NamedFile {
  readonly sha256: string;
  readonly name: string | null;
}

export interface FileActions {
  readonly save: (file: NamedFile) => void;
  readonly copy: (image: NamedFile) => void;
  /** Puts a stored image into a message box. */
  readonly reuse: (key: FilesKey, image: NamedFile) => void;
}

/** What can be done with a stored file; each tells how it went. */
export function useFileActions(): FileActions {
  const bridge = useBridge();
  const toasts = useToasts();
  return useMemo(() => {
    const tell = async (
      work: Promise<Result<unknown, AppErrorData>>,
      done: (value: unknown) => string | null,
    ): Promise<void> => {
      const answer = await work;
      const said = answer.ok ? done(answer.value) : describeError(answer.error).sentence;
      if (said !== null) toasts.show(said);
    };
    return {
      save: ({ sha256, name }) =>
        void tell(bridge.call('attachment.save', { sha256, name: name ?? 'Image' }), (isSaved) =>
          isSaved === true ? 'Saved' : null,
        ),
      copy: ({ sha256 }) => void tell(bridge.call('attachment.copyImage', { sha256 }), () => 'Image copied'),
      reuse: (key, { sha256, name }) =>
        void tell(
          bridge.call('attachment.reuse', { key, sha256, name: name ?? 'Image' }),
          () => 'Added to your next message',
        ),
    };
  }, [bridge, toasts]);
}
