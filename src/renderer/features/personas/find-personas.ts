import type { Persona } from '#shared/domain/persona';

/** Those whose name or description holds every word; names first. */
export function findPersonas(personas: readonly Persona[], query: string): readonly Persona[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const byName = personas.filter(({ name }) => holds(name));
  const byRest = personas.filter(
    (persona) => !byName.includes(persona) && holds(`${persona.name} ${persona.description}`),
  );
  return [...byName, ...byRest];
}
