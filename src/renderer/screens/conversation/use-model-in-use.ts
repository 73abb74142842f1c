import type { ConversationId, PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { useEffect, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { newConversationId } from '../../lib/new-id';

/** The model that the next message goes to, all defaults taken in; null until main has told. */
export function useModelInUse(
  conversationId: ConversationId | null,
  chosen: ModelRef | null,
  personaId: PersonaId | null,
): ModelRef | null {
  const bridge = useBridge();
  const [placeholder] = useState(newConversationId);
  const [model, setModel] = useState<ModelRef | null>(null);
  // Each of these can change what the default is.
  const settings = useRemote('settings.get').value;
  const models = useRemote('model.list').value;
  const personas = useRemote('persona.list').value;
  useEffect(() => {
    let isCurrent = true;
    const input = { conversationId: conversationId ?? placeholder, model: chosen, personaId };
    void bridge.call('chat.modelFor', input).then((answer) => {
      if (isCurrent && answer.ok) setModel(answer.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, conversationId, placeholder, chosen, personaId, settings, models, personas]);
  return chosen ?? model;
}
