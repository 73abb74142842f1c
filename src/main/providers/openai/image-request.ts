import { AppError, appError } from '#shared/errors/app-error';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';

/** What some servers of this interface do not know; left out when they say so. */
export const optionalImageParameters = ['partial_images', 'stream'] as const;
export type OptionalImageParameter = (typeof optionalImageParameters)[number];

export interface ImageRequest {
  readonly path: '/images/generations' | '/images/edits';
  /** JSON text, or a form with the images to work on. */
  readonly body: string | FormData;
}

type ImagePart = Extract<RequestPart, { type: 'image' }>;

/** Sketches that are shown before the image; the vendor charges each like a small image. */
const sketches = 2;
/** The vendor takes no more. */
const mostImages = 16;
const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/**
 * A question to an image model: what the last message says, drawn anew, or worked into the last images that the
 * conversation has. These models know of nothing else that was said. Throws AppError `invalid-request`.
 */
export function toImageRequest(
  request: ChatRequest,
  without: ReadonlySet<OptionalImageParameter> = new Set(),
): ImageRequest {
  const prompt = promptOf(request);
  const images = lastImages(request.messages);
  const streamed = without.has('stream')
    ? {}
    : { stream: true, ...(without.has('partial_images') ? {} : { partial_images: sketches }) };
  const fields = { model: request.modelId, prompt, ...streamed };
  if (images.length === 0) return { path: '/images/generations', body: JSON.stringify(fields) };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [index, { mediaType, base64 }] of images.entries()) {
    const file = new Blob([Buffer.from(base64, 'base64')], { type: mediaType });
    form.append('image[]', file, `image-${index + 1}.${extensions[mediaType] ?? 'png'}`);
  }
  return { path: '/images/edits', body: form };
}

function promptOf({ instructions, messages }: ChatRequest): string {
  const question = messages.findLast(({ role }) => role === 'user')?.parts ?? [];
  const text = question.flatMap((part) => (part.type === 'text' ? [part.text.trim()] : [])).join('\n\n');
  if (text.trim() === '') {
    throw new AppError(appError('invalid-request', 'Say in words what is to be drawn, then send it again.'));
  }
  return [instructions?.trim() ?? '', text.trim()].filter((part) => part !== '').join('\n\n');
}

/** Those of the newest message that has any which the vendor can read. */
function lastImages(messages: readonly RequestMessage[]): readonly ImagePart[] {
  for (const { parts } of messages.toReversed()) {
    const images = parts.filter(
      (part): part is ImagePart => part.type === 'image' && Object.hasOwn(extensions, part.mediaType),
    );
    if (images.length > 0) return images.slice(-mostImages);
  }
  return [];
}
