import { z } from 'zod';
import { appErrorSchema } from '../errors/app-error';
import { settingsPatchSchema, settingsSchema } from '../domain/settings';
import { nothing, route } from './route';

export const keychainStates = ['ready', 'absent', 'locked', 'failed'] as const;

export const appInfoSchema = z.strictObject({
  version: z.string(),
  platform: z.enum(['darwin', 'win32', 'linux', 'other']),
  electron: z.string(),
  dataFolder: z.string(),
  keychain: z.enum(keychainStates),
  /** What happened at start that a person should know (interrupted replies, restored data, read-only storage …). */
  notices: z
    .array(z.strictObject({ code: z.string(), text: z.string(), error: appErrorSchema.nullable() }))
    .readonly(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const appRoutes = {
  'app.info': route(nothing, appInfoSchema),
  'app.newWindow': route(nothing, nothing),
  /** Only ever called on a person's own click or key. */
  'app.copyText': route(z.strictObject({ text: z.string().max(10_000_000) }), nothing),
  /** Shows the folder with the log files or the data in the system's file manager. */
  'app.revealFolder': route(z.strictObject({ folder: z.enum(['data', 'logs']) }), nothing),
  /** A problem in the window, for the error log; never content of messages. */
  'app.reportProblem': route(
    z.strictObject({ message: z.string().max(2000), stack: z.string().max(8000) }),
    nothing,
  ),
  'settings.get': route(nothing, settingsSchema),
  'settings.update': route(z.strictObject({ patch: settingsPatchSchema }), settingsSchema),
};
