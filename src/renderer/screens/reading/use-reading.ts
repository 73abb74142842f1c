import type { ConversationId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { AppErrorData } from '#shared/errors/app-error';
import { useCallback, useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

interface Reading {
  readonly messages: readonly MessageView[];
  readonly hasMore: boolean;
  readonly error: AppErrorData | null;
  readonly isLoading: boolean;
}

const pageSize = 100;
const nothing: Reading = { messages: [], hasMore: false, error: null, isLoading: true };

/** A conversation from its first message on, read page by page. It stays the same for as long as the component lives. */
export function useReading(conversationId: ConversationId): Reading & { readonly readOn: () => void } {
  const bridge = useBridge();
  const [state, setState] = useState<Reading>(nothing);
  useEffect(() => {
    let isCurrent = true;
    const anchor = { at: 'start' } as const;
    void bridge.call('message.list', { conversationId, anchor, limit: pageSize }).then((answer) => {
      if (!isCurrent) return;
      if (!answer.ok) setState({ ...nothing, error: answer.error, isLoading: false });
      else
        setState({
          messages: answer.value.messages,
          hasMore: answer.value.hasAfter,
          error: null,
          isLoading: false,
        });
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, conversationId]);
  const last = state.messages.at(-1)?.id;
  const canReadOn = state.hasMore && !state.isLoading && last !== undefined;
  const readOn = useCallback(() => {
    if (!canReadOn) return;
    setState((old) => ({ ...old, isLoading: true }));
    const anchor = { at: 'after', messageId: last } as const;
    void bridge.call('message.list', { conversationId, anchor, limit: pageSize }).then((answer) =>
      setState((old) => {
        if (old.messages.at(-1)?.id !== last) return old; // another conversation is read by now
        if (!answer.ok) return { ...old, isLoading: false, hasMore: false, error: answer.error };
        const { messages, hasAfter } = answer.value;
        return { ...old, messages: [...old.messages, ...messages], hasMore: hasAfter, isLoading: false };
      }),
    );
  }, [bridge, conversationId, last, canReadOn]);
  return { ...state, readOn };
}
