import type { AppEvent } from '#shared/contracts/events';
import type { Attachment, AttachmentRef } from '#shared/domain/attachment';
import type { Part } from '#shared/domain/part';
import type { AppErrorData } from '#shared/errors/app-error';

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: AppErrorData };

interface Input {
  readonly key: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Files in message boxes, as the main process keeps them: by hash, told apart by their first bytes. */
export class FakeAttachments {
  readonly drafts = new Map<string, readonly Attachment[]>();
  readonly stored = new Map<string, Attachment & { readonly bytesOfFile: Uint8Array<ArrayBuffer> }>();
  /** Answers wait for this. */
  held: Promise<void> = Promise.resolve();
  readonly #emit: (event: AppEvent) => void;

  constructor(emit: (event: AppEvent) => void) {
    this.#emit = emit;
  }

  async answer(route: string, raw: unknown): Promise<Answer | null> {
    if (!route.startsWith('attachment.')) return null;
    const input = raw as Input;
    const listed = this.drafts.get(input.key) ?? [];
    switch (route) {
      case 'attachment.add':
        await this.held;
        return this.#add(input);
      case 'attachment.list':
        return { ok: true, value: listed };
      case 'attachment.reuse': {
        const known = this.stored.get(input.sha256);
        if (known === undefined) return { ok: false, error: { code: 'attachment.not-found', message: '' } };
        this.put(input.key, known);
        return { ok: true, value: known };
      }
      case 'attachment.remove':
        this.drafts.set(
          input.key,
          listed.filter(({ sha256 }) => sha256 !== input.sha256),
        );
        this.#emit({ type: 'draft.changed', key: input.key });
        return { ok: true, value: null };
      case 'attachment.preview': {
        const known = this.stored.get(input.sha256);
        const text = new TextDecoder().decode(known?.bytesOfFile);
        return { ok: true, value: { text, characters: text.length, isCut: known?.isCut ?? false } };
      }
      default:
        return { ok: true, value: true };
    }
  }

  put(key: string, attachment: Attachment): void {
    this.drafts.set(key, [...(this.drafts.get(key) ?? []), attachment]);
    this.#emit({ type: 'draft.changed', key });
  }

  clear(key: string): void {
    this.drafts.delete(key);
    this.#emit({ type: 'draft.changed', key });
  }

  partsOf(files: readonly AttachmentRef[]): readonly Part[] {
    return files.flatMap(({ sha256, name }): readonly Part[] => {
      const known = this.stored.get(sha256);
      if (known === undefined) return [];
      const { mediaType, width, height, bytes, characters, isCut } = known;
      return known.kind === 'image'
        ? [{ type: 'image', sha256, mediaType, width, height, name }]
        : [
            {
              type: 'file',
              sha256,
              mediaType,
              name,
              bytes,
              textSha256: sha256,
              characters: characters ?? 0,
              isCut,
            },
          ];
    });
  }

  async #add({ key, name, bytes, ...more }: Input): Promise<Answer> {
    // As strict as the contract.
    if (Object.keys(more).length > 0) return { ok: false, error: { code: 'ipc.invalid-input', message: '' } };
    const head = new TextDecoder('latin1').decode(bytes.slice(0, 12));
    if (head.startsWith('MZ')) return { ok: false, error: { code: 'attachment.unsupported', message: '' } };
    const sha256 = hexOf(await crypto.subtle.digest('SHA-256', bytes));
    const type = head.includes('PNG')
      ? 'image/png'
      : bytes[0] === 0xff
        ? 'image/jpeg'
        : head.includes('WEBP')
          ? 'image/webp'
          : null;
    const size = type === null ? null : await createImageBitmap(new Blob([bytes], { type }));
    const attachment: Attachment = {
      sha256,
      name,
      mediaType: type ?? 'text/plain',
      bytes: bytes.length,
      kind: type === null ? 'file' : 'image',
      width: size?.width ?? null,
      height: size?.height ?? null,
      characters: type === null ? bytes.length : null,
      isCut: false,
      tokens: type === null ? Math.ceil(bytes.length / 4) : 1105,
    };
    this.stored.set(sha256, { ...attachment, bytesOfFile: bytes });
    this.put(key, attachment);
    return { ok: true, value: attachment };
  }
}
