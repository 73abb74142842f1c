import { appError } from '#shared/errors/app-error';
import { noUsage, type TokenUsage } from '#shared/domain/usage';
import { countAt, isObject, listAt, objectAt, parseEventJson, stringAt } from '../wire/event-json';
import { createPartWriter, type PartWriter } from '../wire/part-writer';
import type { StreamMapper } from '../wire/stream-mapper';
import { outcomeOfError, toStreamError } from './error-body';

/**
 * Events of the Images API, for `generations` and `edits`: sketches, then the image, which is the end. A server that does
 * not stream answers with one document. Source: the vendor's pages on image generation.
 */
export function createImageMapper(): StreamMapper {
  const writer = createPartWriter();
  let isEnded = false;
  return {
    event(event) {
      if (isEnded || event.data.trim() === '[DONE]') return [];
      const data = parseEventJson(event.data);
      const type = stringAt(data, 'type') ?? event.event ?? '';
      if (type.endsWith('.partial_image')) {
        const base64 = stringAt(data, 'b64_json') ?? '';
        if (base64 !== '') writer.partialImage(mediaTypeOf(data), base64);
      } else if (type.endsWith('.completed')) {
        isEnded = true;
        finish([data], data, writer);
      } else if (isObject(data) && (type === 'error' || isObject(data['error']))) {
        const error = toStreamError(isObject(data['error']) ? data['error'] : data);
        isEnded = true;
        writer.finish(outcomeOfError(error), error);
      } else if (isObject(data) && Array.isArray(data['data'])) {
        isEnded = true;
        finish(listAt(data, 'data'), data, writer);
      }
      return writer.take();
    },
    end() {
      writer.finish('truncated');
      return writer.take();
    },
    get isEnded() {
      return isEnded;
    },
  };
}

/** `answer` says what all images have in common. */
function finish(images: readonly unknown[], answer: unknown, writer: PartWriter): void {
  for (const image of images) {
    const base64 = stringAt(image, 'b64_json') ?? '';
    if (base64 !== '') writer.image(mediaTypeOf(answer), base64);
  }
  const usage = usageOf(answer);
  if (usage !== null) writer.say({ type: 'usage', usage });
  if (images.some((image) => (stringAt(image, 'b64_json') ?? '') !== '')) writer.finish('complete');
  else writer.finish('error', appError('server', 'The model was to draw an image and drew none.'));
}

function mediaTypeOf(data: unknown): string {
  const format = stringAt(data, 'output_format');
  return format === 'jpeg' || format === 'webp' ? `image/${format}` : 'image/png';
}

function usageOf(answer: unknown): TokenUsage | null {
  const usage = objectAt(answer, 'usage');
  const [input, output] = [countAt(usage, 'input_tokens'), countAt(usage, 'output_tokens')];
  if (input === null && output === null) return null;
  return {
    ...noUsage,
    input,
    output,
    imageInput: countAt(objectAt(usage, 'input_tokens_details'), 'image_tokens'),
    // Nothing but pictures comes from there, where the details do not say otherwise.
    imageOutput: countAt(objectAt(usage, 'output_tokens_details'), 'image_tokens') ?? output,
  };
}
