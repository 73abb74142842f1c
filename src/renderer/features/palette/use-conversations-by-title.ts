import type { ConversationId } from '#shared/domain/ids';
import { useEffect, useMemo, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import type { PaletteConversation } from './palette-entries';

/** So many of the newest are found by letters alone; older ones by words of their title. */
const newest = 200;

/** Conversations to jump to, newest first: the last ones, and those that the search finds by their title. */
export function useConversationsByTitle(
  query: string,
  shownId: ConversationId | null,
): readonly PaletteConversation[] {
  const bridge = useBridge();
  const [recent, setRecent] = useState<readonly PaletteConversation[]>([]);
  const [found, setFound] = useState<readonly PaletteConversation[]>([]);

  useEffect(() => {
    let isCurrent = true;
    const page = { scope: { type: 'all' }, before: null, limit: newest } as const;
    void bridge.call('conversation.list', page).then((answer) => {
      if (!isCurrent || !answer.ok) return;
      const rows = [...answer.value.rows].sort((a, b) => b.position - a.position);
      setRecent(
        rows.map(({ id, title, updatedAt, tags }) => ({
          conversationId: id,
          title,
          updatedAt,
          words: tags.join(' '),
        })),
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge]);

  useEffect(() => {
    let isCurrent = true;
    const text = query.trim().slice(0, 1000);
    if (text === '') return undefined;
    const request = { text, includesThinking: false, cursor: null, limit: 1 };
    void bridge.call('search.query', request).then((answer) => {
      if (!isCurrent || !answer.ok) return;
      setFound(
        answer.value.titles.map(({ conversationId, title, updatedAt }) => ({
          conversationId,
          title: title.text,
          updatedAt,
          // What the search found is found, by whatever rule it did.
          words: text,
        })),
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, query]);

  return useMemo(() => {
    const known = new Set(recent.map(({ conversationId }) => conversationId));
    const all = [...recent, ...found.filter(({ conversationId }) => !known.has(conversationId))];
    return all.filter(({ conversationId }) => conversationId !== shownId);
  }, [recent, found, shownId]);
}
