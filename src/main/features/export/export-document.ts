import { joinTexts } from '#shared/domain/join-texts';
import type { MessageView } from '#shared/domain/message';
import type { Part } from '#shared/domain/part';
import { plainLine } from '#shared/domain/plain-line';

/** What stands above the messages of a file. */
export interface DocumentHead {
  readonly title: string;
  /** `2026-01-31 12:00 UTC`. */
  readonly from: string;
  readonly messages: number;
  /** Stretches between forks; 1 when only one branch is in the file. */
  readonly stretches: number;
}

/** What stands above a stretch of the tree, when there are several. */
export interface DocumentStretch {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** The number of the message that it follows; null at a beginning. */
  readonly after: number | null;
  readonly isActive: boolean;
}

export interface DocumentPart {
  /** `text` is Markdown in a reply and plain text in a question; a note is a plain sentence of Parley's own. */
  readonly type: 'text' | 'thinking' | 'note' | 'image' | 'file';
  /** Of an image or a file what it is, on one line. */
  readonly text: string;
  /** Of an image or a file; undefined for everything else. */
  readonly file?: StoredFile;
}

export interface StoredFile {
  readonly sha256: string;
  readonly mediaType: string;
  /** As a person called it; null for what a model made. */
  readonly name: string | null;
}

/** Addresses of images and files by their hash: `data:`, or relative. What is not there is named. */
export type FileAddresses = ReadonlyMap<string, string>;

export interface DocumentMessage {
  /** From 1; null when there is nothing to refer to it by. */
  readonly number: number | null;
  readonly role: MessageView['role'];
  /** Who says it, on one line. */
  readonly speaker: string;
  /** `2026-01-31 12:00 UTC`. */
  readonly at: string;
  readonly parts: readonly DocumentPart[];
}

/** Turns the pieces of a document into text, one after the other. Everything that it is given is escaped by it. */
export interface DocumentFormat {
  readonly begin: (head: DocumentHead) => string;
  readonly stretch: (stretch: DocumentStretch) => string;
  readonly message: (message: DocumentMessage, files: FileAddresses) => string;
  readonly end: () => string;
}

/** The same on every machine, so that what is previewed is what is written. */
export function formatTime(at: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return 'at an unknown time';
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Without controls but for tab and line end: a terminal or an editor that shows the file obeys nothing in it. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/\p{Cs}/gu, '\ufffd');

const longestName = 200;

export const cleanTitle = (title: string): string => plainLine(title, longestName) || 'Conversation';

const outcomes: Readonly<Record<MessageView['status'], string | null>> = {
  complete: null,
  streaming: 'This reply was still being written.',
  stopped: 'This reply was stopped before its end.',
  failed: 'This reply failed.',
  interrupted: 'This reply was interrupted before its end.',
  truncated: 'This reply was cut off before its end.',
};

/** What of a message goes into a file. */
export function toDocumentMessage(
  message: MessageView,
  number: number | null,
  hasThinking: boolean,
): DocumentMessage {
  const parts: DocumentPart[] = [];
  for (const part of joinTexts(message.parts)) {
    const shown = toPart(part, message.role, hasThinking);
    if (shown !== null) parts.push(shown);
  }
  if (parts.length === 0 && message.parts.some(({ type }) => type === 'thinking'))
    parts.push(note('Only thinking, which is left out.'));
  const outcome = message.role === 'assistant' ? outcomes[message.status] : null;
  if (outcome !== null) parts.push(note(`${outcome} ${message.error?.message ?? ''}`));
  return {
    number,
    role: message.role,
    speaker: speakerOf(message),
    at: formatTime(message.createdAt),
    parts,
  };
}

const note = (text: string): DocumentPart => ({ type: 'note', text: plainLine(text, 500) });

function toPart(
  part: MessageView['parts'][number],
  role: MessageView['role'],
  hasThinking: boolean,
): DocumentPart | null {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: cleanText(part.text) };
    case 'thinking':
      return hasThinking ? { type: 'thinking', text: cleanText(part.text) } : null;
    case 'image':
      return { type: 'image', text: plainLine(imageName(part, role), 500), file: part };
    case 'file':
      return { type: 'file', text: plainLine(fileName(part), 500), file: part };
    case 'notice':
      return note(part.text);
    case 'error':
      return note(part.error.message);
    case 'unreadable':
      return note('A part of this message could not be read.');
  }
}

const fileName = ({ name, characters, isCut }: Extract<Part, { type: 'file' }>): string =>
  characters === 0 ? name : `${name} (${characters} characters of text${isCut ? ', cut' : ''})`;

/** What a model drew has no name, and some pictures of other programs lost theirs. */
export const unnamedImage = (role: MessageView['role']): string =>
  role === 'assistant' ? 'Image of the model' : 'Picture';

function imageName(
  { name, width, height, mediaType }: Extract<Part, { type: 'image' }>,
  role: MessageView['role'],
): string {
  const size = width === null || height === null ? '' : `, ${width} × ${height}`;
  return `${name ?? unnamedImage(role)} (${mediaType.replace('image/', '').toUpperCase()}${size})`;
}

function speakerOf({ role, meta }: MessageView): string {
  if (role === 'user') return 'You';
  if (role === 'system') return 'Note';
  return plainLine(meta?.modelName ?? '', longestName) || 'The model';
}

/** "3 messages", "1 message on 2 branches" … */
export function countOf({ messages, stretches }: DocumentHead): string {
  const count = `${messages} ${messages === 1 ? 'message' : 'messages'}`;
  return stretches > 1 ? `${count} in ${stretches} stretches of branches` : count;
}

/** "Stretch 2 of 3, after message 4": what a reader needs to follow a branch. */
export function nameOf({ number, of, after, isActive }: DocumentStretch): string {
  const place = after === null ? 'from the beginning' : `after message ${after}`;
  return `Stretch ${number} of ${of}, ${place}${isActive ? ', on the branch shown last' : ''}`;
}
