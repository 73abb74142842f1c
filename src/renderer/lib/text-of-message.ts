import { joinTexts } from '#shared/domain/join-texts';
import type { Part } from '#shared/domain/part';

/** A message in words alone: a line for each image and file, and its text. */
export const wordsOfMessage = (parts: readonly Part[]): string =>
  joinTexts(parts)
    .flatMap((part) => {
      if (part.type === 'image') return [`[${part.name ?? 'Image'}]`];
      if (part.type === 'file') return [`[${part.name}]`];
      return part.type === 'text' ? [part.text] : [];
    })
    .join('\n');

/** Words as a person counts them; scripts without spaces count by character. */
export function countWords(text: string): number {
  const characters = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  const words =
    text
      .match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)
      ?.filter((word) => !/^[\u3040-\u30ff\u3400-\u9fff]/.test(word)).length ?? 0;
  return words + characters;
}
