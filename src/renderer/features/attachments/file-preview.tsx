import './viewer.css';
import type { OutputOf } from '#shared/contracts/index';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { fileKind } from '../../lib/file-kind';
import { countOf, formatBytes, formatCount } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { LongText } from '../../ui/long-text';
import { Spinner } from '../../ui/spinner';

export interface PreviewedFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Estimated; null when it is not known here. */
  readonly tokens: number | null;
}

interface FilePreviewProps {
  readonly file: PreviewedFile;
  readonly onSave: () => void;
  /** Puts the text into the message in place of the file; null where that cannot be done. */
  readonly onInsert: ((text: string) => void) | null;
  readonly onClose: () => void;
}

type Preview = OutputOf<'attachment.preview'>;
type Read = Preview | { readonly error: AppErrorData } | null;

/** What of a file is sent: the text that was read out of it. */
export default function FilePreview({ file, onSave, onInsert, onClose }: FilePreviewProps) {
  const bridge = useBridge();
  const [read, setRead] = useState<Read>(null);
  useEffect(() => {
    let isGone = false;
    void bridge.call('attachment.preview', { sha256: file.sha256 }).then((answer) => {
      if (!isGone) setRead(answer.ok ? answer.value : { error: answer.error });
    });
    return () => {
      isGone = true;
    };
  }, [bridge, file.sha256]);
  const preview = read !== null && 'text' in read ? read : null;
  const hasNoText = preview?.characters === 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={file.name}
      size={isRecording(file) ? 'w-[480px]' : 'w-[760px] h-[80vh]'}
    >
      <p className="preview-facts">{factsOf(file, preview)}</p>
      {read === null && <Spinner label="Reading the file" />}
      {read !== null && 'error' in read && (
        <EmptyState title="There is no text to show">{describeError(read.error).sentence}</EmptyState>
      )}
      {hasNoText && (
        <EmptyState title="There is no text in it">
          Models are told its name and nothing else. Save it to open it with another program.
        </EmptyState>
      )}
      {preview !== null && !hasNoText && (
        <div className="preview-text" dir="auto" tabIndex={0} role="region" aria-label="Text that is sent">
          <LongText text={preview.text} />
          {preview.text.length < preview.characters && <p>{restOf(preview)}</p>}
        </div>
      )}
      <div className="preview-bar">
        {preview !== null && onInsert !== null && preview.text.length === preview.characters && (
          <Button onClick={() => onInsert(preview.text)}>Insert as text</Button>
        )}
        <Button onClick={onSave}>Save the file…</Button>
      </div>
    </Dialog>
  );
}

const isRecording = ({ mediaType }: PreviewedFile): boolean => /^(?:audio|video)\//.test(mediaType);

const restOf = ({ text, characters }: Preview): string =>
  `… and ${countOf(characters - text.length, 'more character')}, which are sent but not shown here.`;

function factsOf({ mediaType, name, bytes, tokens }: PreviewedFile, preview: Preview | null): string {
  const facts = [fileKind(mediaType, name), formatBytes(bytes)];
  if (preview !== null && preview.characters > 0)
    facts.push(`${countOf(preview.characters, 'character')} of text`);
  if (tokens !== null && tokens > 0) facts.push(`about ${formatCount(tokens)} tokens`);
  const line = facts.join(' · ');
  return preview?.isCut === true ? `${line}. The file holds more: what is beyond is not sent.` : line;
}
