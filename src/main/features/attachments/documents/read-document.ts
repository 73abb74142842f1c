import { mostCharacters } from '#shared/domain/attachment-limits';
import { AppError, type AppErrorData } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';
import { decodeText } from './decode-text';
import { documentKindOf, type DocumentKind } from './document-kind';
import { isProtected, readPdf } from './read-pdf';
import { readSheets } from './read-sheets';
import { readSlides } from './read-slides';
import { readWord } from './read-word';
import { refuse } from './refuse';
import { openPackage, type Package } from './unpack';

export interface DocumentText {
  /** What it is; for text always `text/plain`, whatever its name says. */
  readonly mediaType: string;
  /** At most `mostCharacters`; one of that length was cut. */
  readonly text: string;
}

const unsupported: Readonly<Partial<Record<DocumentKind, string>>> = {
  picture: 'This kind of picture cannot be sent. Save it as PNG or JPEG and attach that.',
  'sound-or-film': 'Sound and film cannot be sent. Attach a text of what is said, or single pictures.',
  archive: 'An archive cannot be read. Unpack it and attach the files that matter.',
  program: 'A program cannot be read. Attach its source code instead.',
};

const officeTypes = 'application/vnd.openxmlformats-officedocument.';

/** What a packed document is, by the part that every one of its kind has. */
const packages: readonly (readonly [part: string, mediaType: string, read: (document: Package) => string])[] =
  [
    ['word/document.xml', `${officeTypes}wordprocessingml.document`, readWord],
    ['xl/workbook.xml', `${officeTypes}spreadsheetml.sheet`, readSheets],
    ['ppt/presentation.xml', `${officeTypes}presentationml.presentation`, readSlides],
  ];

/** The text of a file, told by its bytes alone. Fails with `attachment.*`. May take long and much memory: see `document-reader.ts`. */
export async function readDocument(bytes: Uint8Array): Promise<Result<DocumentText, AppErrorData>> {
  try {
    return await readKind(bytes);
  } catch (error) {
    if (error instanceof AppError) return fail(error.data);
    throw error;
  }
}

async function readKind(bytes: Uint8Array): Promise<Result<DocumentText, AppErrorData>> {
  if (bytes.length === 0)
    return refuse('attachment.empty', 'This file is empty. Attach one with something in it.');
  const kind = documentKindOf(bytes);
  const reason = unsupported[kind];
  if (reason !== undefined) return refuse('attachment.unsupported', reason);
  if (kind === 'pdf') return finish('application/pdf', await readPdf(bytes), scanned);
  if (kind === 'zip') return readPackage(bytes);
  if (kind === 'compound') return refuseCompound(bytes);
  const text = decodeText(bytes);
  return text === null ? refuse('attachment.unsupported', noText) : finish('text/plain', text);
}

const noText =
  'There is no text in this file that Parley can read. Attach it as text, PDF, .docx, .xlsx or .pptx.';
const scanned =
  'There is no text in this PDF: its pages may be pictures. Attach pictures of the pages that matter instead.';

async function readPackage(bytes: Uint8Array): Promise<Result<DocumentText, AppErrorData>> {
  const document = await openPackage(bytes);
  const found = packages.find(([part]) => document.names.includes(part));
  if (found === undefined) return refuse('attachment.unsupported', unsupported.archive ?? noText);
  const [, mediaType, read] = found;
  return finish(mediaType, read(document));
}

/** Newer documents behind a password look like older ones, with the packed document inside. */
function refuseCompound(bytes: Uint8Array): Result<DocumentText, AppErrorData> {
  const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(encrypted)) throw isProtected();
  return refuse(
    'attachment.unsupported',
    'This is a document of Office before 2007. Save it as .docx, .xlsx, .pptx or PDF and attach that.',
  );
}

/** Cuts what is too long, never within a character. */
function finish(
  mediaType: string,
  text: string,
  whyEmpty = 'There is no text in this file. Attach one with text in it.',
): Result<DocumentText, AppErrorData> {
  if (text.trim() === '') {
    return refuse('attachment.empty', whyEmpty);
  }
  if (text.length < mostCharacters) return ok({ mediaType, text });
  return ok({ mediaType, text: text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '…') });
}
