import type { StreamPart, TurnEnd } from '#shared/domain/stream-part';
import { errorWithoutKeys } from './sent-keys';

/** Holds what a mapper says to the grammar of `StreamPart`, whatever a broken stream made of it. */
export interface TurnGrammar {
  /** The part as it may be passed on: the open part is closed before the end, and nothing follows the end. */
  accept(part: StreamPart): readonly StreamPart[];
  readonly isEnded: boolean;
  /** Whether a person has been shown something of the answer. */
  readonly hasContent: boolean;
}

const isContent = ({ type }: StreamPart): boolean =>
  type === 'part-delta' || type === 'image' || type === 'image-partial';

/** No error at the end says a key of `sentKeys`. */
export function createTurnGrammar(sentKeys: ReadonlySet<string> = new Set()): TurnGrammar {
  let openIndex: number | null = null;
  let isEnded = false;
  let hasContent = false;

  const accept = (part: StreamPart): readonly StreamPart[] => {
    if (isEnded) return [];
    if (part.type === 'part-start') openIndex = part.index;
    else if (part.type === 'part-end') openIndex = null;
    else if (isContent(part)) hasContent = true;
    if (part.type !== 'turn-end') return [part];
    isEnded = true;
    const end: TurnEnd =
      part.error === null ? part : { ...part, error: errorWithoutKeys(part.error, sentKeys) };
    return openIndex === null ? [end] : [{ type: 'part-end', index: openIndex, state: null }, end];
  };
  return {
    accept,
    get isEnded() {
      return isEnded;
    },
    get hasContent() {
      return hasContent;
    },
  };
}
