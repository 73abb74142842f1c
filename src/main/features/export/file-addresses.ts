import type { ExportOutput } from '#main/ports/export-output';
import type { StoredFile } from './export-document';
import type { DocumentFormatName, DocumentPorts, DocumentSettings } from './write-document';

type AddressOf = DocumentSettings['addressOf'];

/** Files of a document are named, and lie nowhere. */
const nowhere: AddressOf = () => Promise.resolve(null);

/** Where files lie when nothing is written yet: a page holds its images, a folder would have them beside it. */
export function addressesWithin(format: DocumentFormatName, { findImage }: DocumentPorts): AddressOf {
  if (format === 'folder') return (file, type) => Promise.resolve(placeOf(file, type));
  if (format !== 'html' && format !== 'pdf') return nowhere;
  return async ({ sha256 }, type) => {
    const image = type === 'image' ? await findImage(sha256) : null;
    return image === null
      ? null
      : `data:${image.mediaType};base64,${Buffer.from(image.bytes).toString('base64')}`;
  };
}

/** The same for a folder that is written: each file goes into it once. */
export function addressesBeside(
  output: ExportOutput,
  findFile: (sha256: string) => Promise<Uint8Array | null>,
  onWritten: (name: string, bytes: number) => void,
): AddressOf {
  const known = new Map<string, string | null>();
  return async (file, type) => {
    const before = known.get(file.sha256);
    if (before !== undefined) return before;
    const content = await findFile(file.sha256);
    const place = content === null ? null : placeOf(file, type);
    if (content !== null && place !== null) onWritten(place, await output.write(place, once(content)));
    known.set(file.sha256, place);
    return place;
  };
}

// oxlint-disable-next-line typescript/require-await -- files are written from what comes in time
async function* once(content: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield content;
}

const pictures: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

/** Endings that a system opens and never runs. */
const documents = new Set(
  'pdf docx xlsx pptx odt ods odp rtf epub csv tsv md txt json xml yaml yml log tex'
    .concat(' wav mp3 m4a aac ogg flac webm mp4 mov mkv avi')
    .split(' '),
);

/** The same file has the same name in every export. Its own name may hold anything. */
function placeOf({ sha256, mediaType, name }: StoredFile, type: 'image' | 'file'): string {
  const start = sha256.slice(0, 16);
  if (type === 'image') return `pictures/${start}.${pictures[mediaType] ?? 'bin'}`;
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return `files/${start}.${documents.has(ending) ? ending : mediaType.startsWith('text/') ? 'txt' : 'bin'}`;
}
