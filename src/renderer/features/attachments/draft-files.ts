import type { Attachment } from '#shared/domain/attachment';
import { mostAttachments, mostFileBytes } from '#shared/domain/attachment-limits';
import type { DraftKey } from '#shared/domain/draft-key';
import type { MessageId } from '#shared/domain/ids';
import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge';
import type { ImageRefusal } from './prepare-image';

/** The draft that files belong to: a conversation, the one that is not made yet, or a question that is being edited. */
export type FilesKey = DraftKey | MessageId;

/** A file that is on its way into the draft. */
export interface Arriving {
  readonly id: number;
  readonly name: string;
  readonly step: 'preparing' | 'storing';
}

/** A file that did not get in. */
export interface Refused {
  readonly id: number;
  readonly name: string;
  readonly error: AppErrorData;
  /** Given when trying again can help. */
  readonly file: File | null;
}

export interface FilesState {
  readonly files: readonly Attachment[];
  readonly arriving: readonly Arriving[];
  readonly refused: readonly Refused[];
  /** The last thing that happened, for who cannot see it. */
  readonly said: string;
}

export const noFiles: FilesState = { files: [], arriving: [], refused: [], said: '' };

export interface DraftFiles {
  readonly store: StoreApi<FilesState>;
  /** Adds files in their order; resolves to how many got in when all have been dealt with. */
  readonly add: (files: readonly File[]) => Promise<number>;
  readonly remove: (sha256: string) => Promise<void>;
  readonly dismiss: (id: number) => void;
  readonly retry: (refused: Refused) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** The draft was sent with these: whatever of them is still there goes. */
  readonly forget: (sent: readonly Attachment[]) => Promise<void>;
  /** All of them go. */
  readonly empty: () => Promise<void>;
}

/** A pipe, or a file on a share that is gone, may never answer, in ms. */
const readingLimit = 30_000;

const refusal = (code: ErrorCode, message = ''): AppErrorData => ({ code, message });

/** What is wrong with an image, and what helps; elsewhere the words for the code say enough. */
const imageWords: Partial<Readonly<Record<ImageRefusal, string>>> = {
  'too-large': 'An image has at most 20 MB and 50 megapixels. Attach a smaller one.',
  unsupported: 'This kind of image cannot be read here. Save it as PNG or JPEG, then attach that.',
  'too-complex': 'This drawing takes too much to paint. Save it as PNG, then attach that.',
};

let lastId = 0;
const nextId = (): number => (lastId += 1);

interface Box {
  readonly bridge: Bridge;
  readonly key: FilesKey;
  readonly store: StoreApi<FilesState>;
}

/** The files of one draft: what is stored, what is on its way, what was refused. */
export function createDraftFiles(bridge: Bridge, key: FilesKey): DraftFiles {
  const store = createStore<FilesState>(() => noFiles);
  const box: Box = { bridge, key, store };
  const dismiss = (id: number): void =>
    store.setState(({ refused }) => ({ refused: refused.filter((one) => one.id !== id) }));
  return {
    store,
    dismiss,
    add: (files) => add(box, files),
    remove: (sha256) => remove(box, sha256),
    reload: () => reload(box),
    async retry({ id, file }) {
      dismiss(id);
      if (file !== null) await add(box, [file]);
    },
    async forget(sent) {
      await reload(box);
      store.setState({ said: '' });
      await take(box, sent);
    },
    empty: () => take(box, store.getState().files),
  };
}

async function reload({ bridge, key, store }: Box): Promise<void> {
  const answer = await bridge.call('attachment.list', { key });
  if (answer.ok) store.setState({ files: answer.value });
}

async function add(box: Box, files: readonly File[]): Promise<number> {
  const { store } = box;
  const { files: stored, arriving, refused } = store.getState();
  const room = Math.max(0, mostAttachments - stored.length - arriving.length);
  const taken = files.slice(0, room).map((file) => ({ file, id: nextId() }));
  const error = refusal('attachment.too-many');
  const over = files.slice(room).map(({ name }) => ({ id: nextId(), name, error, file: null }));
  const coming = taken.map(({ file, id }) => ({ id, name: file.name, step: 'preparing' as const }));
  store.setState({ arriving: [...arriving, ...coming], refused: [...refused, ...over] });
  let count = 0;
  // One after the other: they keep their order, and a dozen large photos are never in memory at once.
  for (const { file, id } of taken) if (await addOne(box, file, id)) count += 1;
  return count;
}

async function addOne(box: Box, file: File, id: number): Promise<boolean> {
  const outcome = await storeOne(box, file, id);
  const { store } = box;
  const state = store.getState();
  const arriving = state.arriving.filter((one) => one.id !== id);
  if ('error' in outcome) {
    const refused: Refused = { id, name: file.name, error: outcome.error, file };
    store.setState({ arriving, refused: [...state.refused, refused] });
    return false;
  }
  const { attachment } = outcome;
  const files = [...state.files.filter(({ sha256 }) => sha256 !== attachment.sha256), attachment];
  store.setState({ arriving, files, said: `${attachment.name} attached` });
  return true;
}

type Outcome = { readonly attachment: Attachment } | { readonly error: AppErrorData };

async function storeOne({ bridge, key, store }: Box, file: File, id: number): Promise<Outcome> {
  const read = await readFile(file);
  if ('error' in read) return read;
  const { arriving } = store.getState();
  store.setState({ arriving: arriving.map((one) => (one.id === id ? { ...one, step: 'storing' } : one)) });
  const answer = await bridge.call('attachment.add', { key, name: read.name, bytes: read.bytes });
  return answer.ok ? { attachment: answer.value } : { error: answer.error };
}

async function remove(box: Box, sha256: string): Promise<void> {
  const { bridge, key, store } = box;
  const { files } = store.getState();
  const gone = files.find((file) => file.sha256 === sha256);
  if (gone === undefined) return;
  store.setState({ files: files.filter((file) => file !== gone), said: `${gone.name} removed` });
  const answer = await bridge.call('attachment.remove', { key, sha256 });
  if (!answer.ok) await reload(box);
}

/** Removes what is still there of these. */
async function take(box: Box, files: readonly Attachment[]): Promise<void> {
  const { bridge, key, store } = box;
  const hashes = new Set(files.map(({ sha256 }) => sha256));
  const left = store.getState().files.filter(({ sha256 }) => hashes.has(sha256));
  for (const { sha256 } of left) await bridge.call('attachment.remove', { key, sha256 });
  if (left.length > 0) await reload(box);
}

type ReadFile =
  | { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly error: AppErrorData };

/** The bytes of a file as they are stored: an image is prepared first. */
async function readFile(file: File): Promise<ReadFile> {
  if (file.size > mostFileBytes)
    return {
      error: refusal(
        'attachment.too-large',
        'A file has at most 50 MB. Attach a smaller one, or a part of it.',
      ),
    };
  try {
    const { prepareImage } = await import('./prepare-image');
    const prepared = await within(readingLimit, prepareImage(file.name, file));
    if (prepared.type === 'refused')
      return { error: refusal(`attachment.${prepared.why}`, imageWords[prepared.why]) };
    if (prepared.type === 'ready') return prepared;
    return { name: file.name, bytes: new Uint8Array(await within(readingLimit, file.arrayBuffer())) };
  } catch {
    return { error: refusal('attachment.not-a-file') };
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('took too long')), ms);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
