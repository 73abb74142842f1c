import './attachments.css';
import type { Attachment } from '#shared/domain/attachment';
import { useRef, type KeyboardEvent } from 'react';
import { formatCount } from '../../lib/numbers';
import { FileChip } from '../../ui/file-chip';
import { mediaUrl } from '../../lib/media-url';
import { factsOf } from './attachment-facts';
import type { DraftFiles, FilesState } from './draft-files';
import { ArrivingChip, RefusedFile } from './file-states';

interface AttachmentTrayProps {
  readonly draft: DraftFiles & { readonly state: FilesState };
  readonly onPreview: (attachment: Attachment) => void;
  /** Opens the picker again, for another file in place of a refused one. */
  readonly onPick: () => void;
  /** Where the focus goes when the last file is removed, or a refused one that it was on. */
  readonly onLeave: () => void;
}

/** The files that go along with what is being written: what they are, what they cost, and how they go away again. */
export default function AttachmentTray({ draft, onPreview, onPick, onLeave }: AttachmentTrayProps) {
  const { files, arriving, refused } = draft.state;
  const list = useRef<HTMLUListElement>(null);
  const remove = (index: number): void => {
    const file = files[index];
    if (file === undefined) return;
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-chip]');
    const next = rows?.[index + 1] ?? rows?.[index - 1];
    if (next === undefined) onLeave();
    else next.focus();
    void draft.remove(file.sha256);
  };
  return (
    <div className="tray">
      {files.length + arriving.length > 0 && (
        <ul ref={list} aria-label="Attached files" className="tray-list" onKeyDown={moveFocus}>
          {files.map((file, index) => (
            <li key={file.sha256}>
              <FileChip
                name={file.name}
                facts={factsOf(file)}
                thumbnail={file.kind === 'image' ? mediaUrl(file.sha256) : null}
                onOpen={() => onPreview(file)}
                onRemove={() => remove(index)}
              />
            </li>
          ))}
          {arriving.map((one) => (
            <li key={one.id}>
              <ArrivingChip arriving={one} />
            </li>
          ))}
        </ul>
      )}
      {files.length > 1 && <p className="tray-sum">{sumOf(files)}</p>}
      {refused.map((one) => (
        <RefusedFile key={one.id} refused={one} {...{ draft, onPick, onLeave }} />
      ))}
    </div>
  );
}

const sumOf = (files: readonly Attachment[]): string =>
  `${files.length} files, about ${formatCount(files.reduce((sum, { tokens }) => sum + tokens, 0))} tokens`;

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  const chips = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-chip]')];
  const at = chips.findIndex((chip) => chip === document.activeElement);
  const next = chips[at + by];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
