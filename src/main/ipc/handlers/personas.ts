import type { PersonasFeature } from '#main/features/personas/create-personas';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const personaHandlers = (personas: PersonasFeature) =>
  ({
    'persona.list': () => personas.list(),
    'persona.create': ({ draft }) => personas.create(draft),
    'persona.update': ({ personaId, draft }) => personas.update(personaId, draft),
    'persona.delete': ({ personaId }) => nothing(() => personas.remove(personaId)),
    'persona.restore': ({ personaId }) => personas.restore(personaId),
  }) satisfies Partial<Handlers>;
