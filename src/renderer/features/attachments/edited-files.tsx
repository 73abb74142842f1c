import type { AttachmentRef } from '#shared/domain/attachment';
import type { MessageView } from '#shared/domain/message';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { fileKind } from '../../lib/file-kind';
import { mediaUrl } from '../../lib/media-url';
import { formatBytes } from '../../lib/numbers';
import { FileChip } from '../../ui/file-chip';
import { AttachButton } from './attach-button';
import { factsOf } from './attachment-facts';
import { ArrivingChip, RefusedFile } from './file-states';
import { useDraftFiles } from './use-draft-files';

interface EditedFilesProps {
  /** The question that is being edited. */
  readonly message: MessageView;
  /** Told of what would be sent; null while a file is on its way. */
  readonly onChange: (files: readonly AttachmentRef[] | null) => void;
}

interface Kept extends AttachmentRef {
  readonly facts: string;
  readonly isImage: boolean;
}

const keptOf = ({ parts }: MessageView): readonly Kept[] =>
  parts.flatMap((part): readonly Kept[] => {
    if (part.type === 'image') {
      const { sha256, name, mediaType } = part;
      return [{ sha256, name: name ?? 'Image', facts: fileKind(mediaType, ''), isImage: true }];
    }
    if (part.type !== 'file') return [];
    const { sha256, name, mediaType, bytes } = part;
    return [{ sha256, name, facts: `${fileKind(mediaType, name)} · ${formatBytes(bytes)}`, isImage: false }];
  });

/** The files of a question that is asked anew: those that it had, less what is removed, and what is added. */
export default function EditedFiles({ message, onChange }: EditedFilesProps) {
  const [kept, setKept] = useState(() => keptOf(message));
  // What is added belongs to the question, not to the message box below.
  const draft = useDraftFiles(message.id);
  const { files: added, arriving, refused } = draft.state;
  const picker = useRef<HTMLInputElement>(null);
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    const isHere = new Set(kept.map(({ sha256 }) => sha256));
    const all = [...kept, ...added.filter(({ sha256 }) => !isHere.has(sha256))];
    tell(arriving.length > 0 ? null : all.map(({ sha256, name }) => ({ sha256, name })));
  }, [kept, added, arriving]);
  const { empty } = draft;
  useEffect(() => () => void empty(), [empty]);
  return (
    <ul className="editor-files" aria-label="Files of this message">
      {kept.map(({ sha256, name, facts, isImage }) => (
        <li key={sha256}>
          <FileChip
            name={name}
            facts={facts}
            thumbnail={isImage ? mediaUrl(sha256) : null}
            onRemove={() => setKept(kept.filter((one) => one.sha256 !== sha256))}
          />
        </li>
      ))}
      {added.map((file) => (
        <li key={file.sha256}>
          <FileChip
            name={file.name}
            facts={factsOf(file)}
            thumbnail={file.kind === 'image' ? mediaUrl(file.sha256) : null}
            onRemove={() => void draft.remove(file.sha256)}
          />
        </li>
      ))}
      {arriving.map((one) => (
        <li key={one.id}>
          <ArrivingChip arriving={one} />
        </li>
      ))}
      {refused.map((one) => (
        <li key={one.id} className="editor-refused">
          <RefusedFile refused={one} draft={draft} onPick={() => picker.current?.click()} />
        </li>
      ))}
      <li>
        <AttachButton label="Add files" picker={picker} onFiles={(chosen) => void draft.add(chosen)} />
      </li>
    </ul>
  );
}
