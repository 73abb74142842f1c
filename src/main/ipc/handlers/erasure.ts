import type { ErasureFeature } from '#main/features/erasure/create-erasure';
import type { RetentionFeature } from '#main/features/retention/create-retention';
import type { Handlers } from '../handlers';

export const erasureHandlers = (erasure: ErasureFeature, retention: RetentionFeature) =>
  ({
    'erasure.about': () => erasure.about(),
    'erasure.conversation': ({ conversationId }) => erasure.eraseConversations([conversationId], 'person'),
    'erasure.persona': ({ personaId }) => erasure.erasePersona(personaId),
    'erasure.everything': (_input, { windowId }) => erasure.eraseEverything(windowId),
    'retention.read': () => retention.read(),
    'retention.preview': (rule) => retention.preview(rule),
    'retention.save': ({ rules }) => {
      retention.save(rules);
      return null;
    },
    'retention.run': () => retention.run(true),
    'hold.set': ({ target, isHeld }) => {
      retention.setHold(target, isHeld);
      return null;
    },
  }) satisfies Partial<Handlers>;
