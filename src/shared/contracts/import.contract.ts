import { z } from 'zod';
import { importedItemSchema, importOptionsSchema, importStateSchema } from '../domain/import';
import { nothing, route } from './route';

const state = importStateSchema.nullable();
const byId = z.strictObject({ importId: z.string().max(100) });

export const importRoutes = {
  /**
   * Asks the person for an export and begins to look at it; nothing is stored. Null: they chose none. Fails with
   * `import.busy` while another import runs.
   */
  'import.choose': route(z.strictObject({ kind: z.enum(['file', 'folder']) }), state),
  /** Begins to look at what was dropped on this window last. Null: nothing was. */
  'import.takeDropped': route(nothing, state),
  /** The import that is open; null when there is none. Read again on `import.changed`. */
  'import.state': route(nothing, state),
  /** Stores what was found. Fails with `import.not-found`. */
  'import.begin': route(byId.extend({ options: importOptionsSchema }), nothing),
  'import.pause': route(byId.extend({ isPaused: z.boolean() }), nothing),
  /** Whole conversations that were stored stay. */
  'import.cancel': route(byId, nothing),
  /** Items with a reason or notes, in the order of the source; at most 200 of them. */
  'import.listNoted': route(byId, z.array(importedItemSchema).readonly()),
  /** Asks for a place and writes what became of every record there. False: they chose none. */
  'import.saveReport': route(byId.extend({ format: z.enum(['csv', 'json']) }), z.boolean()),
  /** It was looked at: its report is removed. */
  'import.close': route(byId, nothing),
};
