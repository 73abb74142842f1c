import { hash } from 'node:crypto';
import { AppError, appError } from '#shared/errors/app-error';
import type { ModelInfo } from '#shared/domain/model';
import type { RequestPart } from '#main/ports/chat-provider';
import type { BranchFile, BranchImage, BranchMessage, BranchPart } from '#main/ports/conversation-repository';
import type { ReadMessage } from './build-request';
import type { ChatPorts } from './chat-ports';
import { frameFile } from './frame-file';

/** What all images of one request may have together, in bytes: as base64 it stays below what any vendor takes. */
const mostImageBytes = 14_000_000;

type FilePorts = Pick<ChatPorts, 'attachments' | 'blobs'>;

/** What could not be sent, in a person's words; each becomes a line of the answer. */
export interface FileNotice {
  readonly code: 'files.unreadable' | 'images.left-out';
  readonly text: string;
}

/** Reads the files of what is sent, and nothing else. One for one turn. */
export interface FileReader {
  /** `question` is the message that is asked now: its images are sent, or nothing is. Throws `model.no-images`, `attachment.too-large`. */
  readBranch(branch: readonly BranchMessage[]): Promise<readonly ReadMessage[]>;
  readParts(parts: readonly BranchPart[]): Promise<readonly RequestPart[]>;
  notices(): readonly FileNotice[];
  /** Hashes of the images that were read, by their base64. */
  readonly sentImages: ReadonlyMap<string, string>;
}

export function createFileReader(ports: FilePorts, model: ModelInfo): FileReader {
  const sentImages = new Map<string, string>();
  const unreadable: string[] = [];
  let unseen = 0;
  let tooMany = 0;
  let imageBytes = 0;

  const readImage = async (image: BranchImage, isAsked: boolean): Promise<RequestPart> => {
    const { mediaType, state, sha256 } = image;
    const name = image.name ?? 'image';
    if (model.supportsImages === false) {
      unseen += 1;
      return placeholder(name, 'is not sent: this model cannot see images');
    }
    const blob = await ports.blobs.read(sha256);
    if (blob.kind !== 'found') {
      unreadable.push(name);
      return unread(name);
    }
    imageBytes += blob.content.length;
    if (imageBytes > mostImageBytes) {
      if (isAsked) throw tooLarge();
      tooMany += 1;
      return placeholder(name, 'is left out: later images take all the room');
    }
    const base64 = Buffer.from(blob.content).toString('base64');
    sentImages.set(base64, sha256);
    return { type: 'image', mediaType, base64, state };
  };
  const readPart = async (part: BranchPart, isAsked: boolean): Promise<RequestPart> => {
    if (part.type === 'image') return readImage(part, isAsked);
    if (part.type !== 'file') return part;
    if (isRecording(part)) return placeholder(part.name, 'holds no text and is not sent');
    const text = findText(ports, part);
    if (text === null) unreadable.push(part.name);
    return text === null ? unread(part.name) : { type: 'text', text: frameFile(part, text), state: null };
  };
  const readAll = async (parts: readonly BranchPart[], isAsked: boolean): Promise<readonly RequestPart[]> => {
    const read: RequestPart[] = [];
    for (const part of parts) read.push(await readPart(part, isAsked));
    return read;
  };

  return {
    sentImages,
    async readBranch(branch) {
      const question = branch.findLast(({ role }) => role === 'user');
      if (model.supportsImages === false && hasImages(question)) throw cannotSee(model);
      const read: ReadMessage[] = [];
      // From the newest back: what is too much is left out of what is oldest.
      for (const message of branch.toReversed()) {
        read.push({ ...message, parts: await readAll(message.parts, message === question) });
      }
      return read.reverse();
    },
    readParts: (parts) => readAll(parts, false),
    notices: () => [
      ...(unreadable.length === 0 ? [] : [unreadableNotice(unreadable)]),
      ...(unseen === 0 ? [] : [leftOut(unseen, `${model.name} cannot see images`)]),
      ...(tooMany === 0 ? [] : [leftOut(tooMany, 'a request takes at most 14 MB of them')]),
    ],
  };
}

/** Brought in from elsewhere: there is nothing of it that a model could read. */
const isRecording = ({ characters }: BranchFile): boolean => characters === 0;

const hasImages = (message: BranchMessage | undefined): boolean =>
  message?.parts.some(({ type }) => type === 'image') ?? false;

/** Null: it is not stored any more, or not as it was when it was sent first. */
function findText({ attachments }: FilePorts, { sha256, textSha256 }: BranchFile): string | null {
  const text = attachments.find(sha256)?.text ?? null;
  return text !== null && hash('sha256', text) === textSha256 ? text : null;
}

const placeholder = (name: string, why: string): RequestPart => ({
  type: 'text',
  text: `[The file ${JSON.stringify(name)} ${why}.]\n\n`,
  state: null,
});

const unread = (name: string): RequestPart => placeholder(name, 'could not be read and is not here');

const unreadableNotice = (names: readonly string[]): FileNotice => ({
  code: 'files.unreadable',
  text: `${listOf(names)} could not be read and was not sent. Attach it again.`,
});

const leftOut = (count: number, why: string): FileNotice => ({
  code: 'images.left-out',
  text: `${count === 1 ? '1 earlier image was' : `${count} earlier images were`} not sent: ${why}.`,
});

const listOf = (names: readonly string[]): string =>
  [...new Set(names)].map((name) => `“${name}”`).join(', ');

const cannotSee = ({ name, ref }: ModelInfo): AppError =>
  new AppError(
    appError(
      'model.no-images',
      `${name} cannot see images. Choose a model that can, or edit the message and remove the images.`,
      { providerId: ref.providerId },
    ),
  );

const tooLarge = (): AppError =>
  new AppError(
    appError(
      'attachment.too-large',
      'The images of this message have together more than 14 MB. Edit it and remove some, or send them one after another.',
    ),
  );
