import { mostCharacters } from '#shared/domain/attachment-limits';
import type { AppErrorData } from '#shared/errors/app-error';
import { ok, type Result } from '#shared/kernel/result';
import { decodeText } from './decode-text';
import { documentKindOf, type DocumentKind } from './document-kind';
import { refuse } from './refuse';

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

/** The text of a file, told by its bytes alone. Fails with `attachment.*`. */
export function readDocument(bytes: Uint8Array): Result<DocumentText, AppErrorData> {
  if (bytes.length === 0)
    return refuse('attachment.empty', 'This file is empty. Attach one with something in it.');
  const kind = documentKindOf(bytes);
  const reason = unsupported[kind];
  if (reason !== undefined) return refuse('attachment.unsupported', reason);
  const text = decodeText(bytes);
  if (text === null) {
    return refuse(
      'attachment.unsupported',
      'There is no text in this file that Parley can read. Attach it as text, PDF, .docx, .xlsx or .pptx.',
    );
  }
  return finish('text/plain', text);
}

/** Cuts what is too long, never within a character. */
function finish(mediaType: string, text: string): Result<DocumentText, AppErrorData> {
  if (text.trim() === '') {
    return refuse('attachment.empty', 'There is no text in this file. Attach one with text in it.');
  }
  if (text.length < mostCharacters) return ok({ mediaType, text });
  return ok({ mediaType, text: text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '…') });
}
