import type { Conversation } from '#shared/domain/conversation';
import { providerIdSchema } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import type { Persona } from '#shared/domain/persona';
import type { ChatPorts } from './chat-ports';

/** The built-in guide answers when nothing else can. */
const guide: ModelRef = { providerId: providerIdSchema.parse('guide'), modelId: 'guide' };

type ChoicePorts = Pick<ChatPorts, 'settings' | 'providers' | 'models' | 'personas'>;

/** The persona in use; null when none is chosen or the chosen one was deleted. */
export function choosePersona(
  ports: Pick<ChatPorts, 'settings' | 'personas'>,
  personaId: Conversation['personaId'],
): Persona | null {
  const id = personaId ?? ports.settings.read().defaultPersonaId;
  return id === null ? null : ports.personas.find(id);
}

/**
 * The model for a turn: asked for, the conversation's, the persona's, the default of the settings, of the environment,
 * the best of the first provider that is ready, the Guide. A chosen model is never replaced because it is not ready.
 */
export async function chooseModel(
  ports: ChoicePorts,
  choice: {
    readonly asked: ModelRef | null;
    readonly conversation: ModelRef | null;
    readonly persona: Persona | null;
  },
): Promise<ModelRef> {
  return (
    choice.asked ??
    choice.conversation ??
    choice.persona?.model ??
    ports.settings.read().defaultModel ??
    ports.providers.environmentModel ??
    (await ports.models.findDefault()) ??
    guide
  );
}
