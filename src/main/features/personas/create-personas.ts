import { AppError, appError } from '#shared/errors/app-error';
import { personaIdSchema, type PersonaId } from '#shared/domain/ids';
import type { Persona, PersonaDraft } from '#shared/domain/persona';
import type { EventSink } from '#main/ports/event-sink';
import type { NewId } from '#main/ports/identity';
import type { PersonaRepository } from '#main/ports/settings-repositories';

export interface PersonaPorts {
  readonly personas: PersonaRepository;
  readonly events: EventSink;
  readonly newId: NewId;
}

export interface PersonasFeature {
  list(): readonly Persona[];
  create(draft: PersonaDraft): Persona;
  /** Throws `persona.not-found`. */
  update(id: PersonaId, draft: PersonaDraft): Persona;
  /** Out of sight until restored; conversations that use it answer without instructions. */
  remove(id: PersonaId): void;
  restore(id: PersonaId): Persona;
}

/** The ways to answer that a person has named. */
export function createPersonas(ports: PersonaPorts): PersonasFeature {
  const changed = <T>(value: T): T => {
    ports.events.broadcast({ type: 'personas.changed' });
    return value;
  };
  const mustExist = (id: PersonaId): void => {
    if (ports.personas.find(id) === null) {
      throw new AppError(appError('persona.not-found', 'This persona does not exist any more.'));
    }
  };
  return {
    list: () => ports.personas.list(),
    create: (draft) => changed(ports.personas.create(personaIdSchema.parse(ports.newId()), draft)),
    update(id, draft) {
      mustExist(id);
      return changed(ports.personas.update(id, draft));
    },
    remove(id) {
      mustExist(id);
      ports.personas.remove(id);
      changed(null);
    },
    restore: (id) => changed(ports.personas.restore(id)),
  };
}
