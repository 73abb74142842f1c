import { z } from 'zod';
import { personaIdSchema } from '../domain/ids';
import { personaDraftSchema, personaSchema } from '../domain/persona';
import { nothing, route } from './route';

const byId = z.strictObject({ personaId: personaIdSchema });

export const personaRoutes = {
  'persona.list': route(nothing, z.array(personaSchema).readonly()),
  'persona.create': route(z.strictObject({ draft: personaDraftSchema }), personaSchema),
  'persona.update': route(byId.extend({ draft: personaDraftSchema }), personaSchema),
  'persona.delete': route(byId, nothing),
  'persona.restore': route(byId, personaSchema),
};
