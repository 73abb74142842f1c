import './files.css';
import { useContext } from 'react';
import { fileKind } from '../../lib/file-kind';
import { countOf, formatBytes } from '../../lib/numbers';
import { FileChip } from '../../ui/file-chip';
import type { FileOfMessage } from './file-parts';
import { TranscriptHostContext } from './transcript-host';

/** A document of a message; it opens the text that was sent of it. */
export function FilePart({ file }: { readonly file: FileOfMessage }) {
  const { viewFile } = useContext(TranscriptHostContext);
  return <FileChip name={file.name} facts={factsOf(file)} thumbnail={null} onOpen={() => viewFile(file)} />;
}

const factsOf = ({ mediaType, name, bytes, characters, isCut }: FileOfMessage): string =>
  [
    fileKind(mediaType, name),
    formatBytes(bytes),
    isCut ? `cut after ${countOf(characters, 'character')}` : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
