import type { KeyHeadroom } from '#shared/domain/health';
import type { ProviderId } from '#shared/domain/ids';
import type { AnswerHead, ConnectProvider } from '#main/ports/chat-provider';
import type { Clock } from '#main/ports/clock';

/** What rate limits left, as the last answer said: by provider and key, in memory. */
export interface HeadroomBoard {
  note(id: ProviderId, modelId: string, answer: AnswerHead): void;
  /** The newest first. */
  list(id: ProviderId): readonly KeyHeadroom[];
}

export function createHeadroomBoard({ clock }: { readonly clock: Clock }): HeadroomBoard {
  const seen = new Map<ProviderId, Map<string | null, KeyHeadroom>>();
  return {
    note(id, modelId, { headroom, keyLast4 }) {
      if (headroom.length === 0) return;
      const ofKeys = seen.get(id) ?? new Map<string | null, KeyHeadroom>();
      ofKeys.set(keyLast4, { keyLast4, modelId, at: clock.now(), headroom });
      seen.set(id, ofKeys);
    },
    list: (id) => [...(seen.get(id)?.values() ?? [])].sort((a, b) => b.at - a.at),
  };
}

/** The same providers, with the board told of every answer. */
export const watchHeadroom =
  (connect: ConnectProvider, board: Pick<HeadroomBoard, 'note'>): ConnectProvider =>
  (endpoint) => {
    const provider = connect(endpoint);
    return {
      ...provider,
      stream: (request, signal, onExchange, onAnswer) =>
        provider.stream(request, signal, onExchange, (answer) => {
          board.note(endpoint.id, request.modelId, answer);
          onAnswer?.(answer);
        }),
    };
  };
