import { z } from 'zod';
import {
  historyDaySchema,
  historyEntrySchema,
  historyFilterSchema,
  historyGroupings,
  historyPastDaySchema,
  historySectionSchema,
  historyStarSchema,
  historySummarySchema,
} from '../domain/history';
import { nothing, route } from './route';

const timeline = z.strictObject({ filter: historyFilterSchema, grouping: z.enum(historyGroupings) });
const page = { offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(100) };

/** Everything that was written, over all conversations that are not in the trash. A first question may see a part of it. */
export const historyRoutes = {
  'history.summary': route(nothing, historySummarySchema),
  /** The parts of the timeline; the newest day first, otherwise the most entries first. */
  'history.sections': route(
    timeline,
    z.strictObject({ progress: z.number(), sections: z.array(historySectionSchema).readonly() }),
  ),
  /** Entries of all sections, one below the other. */
  'history.entries': route(
    timeline.extend(page),
    z.strictObject({ entries: z.array(historyEntrySchema).readonly() }),
  ),
  /** The same day in earlier months and years that have one, the latest first. */
  'history.onThisDay': route(
    z.strictObject({ day: historyDaySchema }),
    z.strictObject({ progress: z.number(), days: z.array(historyPastDaySchema).readonly() }),
  ),
  /** Starred messages, the one that was starred last first. */
  'history.starred': route(
    z.strictObject(page),
    z.strictObject({
      progress: z.number(),
      total: z.number().int(),
      stars: z.array(historyStarSchema).readonly(),
    }),
  ),
};
