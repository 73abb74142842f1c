import { z } from 'zod';
import {
  archivedAttemptSchema,
  archivedConversationSchema,
  archivedFileSchema,
  archivedMessageSchema,
  archivedPartSchema,
} from './archive';
import { appErrorSchema } from '../errors/app-error';

/** Parley's own file: whole conversations and the bytes of their files, as one JSON document (docs/formats.md). */

export const parleyFormat = 'parley-conversations';
export const parleyFileVersion = 1;

/** The bytes of a file that the next conversation is the first to refer to. */
const fileContentSchema = z.strictObject({
  /** Of the bytes. */
  sha256: archivedFileSchema.shape.sha256,
  bytes: archivedFileSchema.shape.bytes,
  base64: z.string(),
});

export const parleyFileItemSchema = z.union([
  z.strictObject({ file: fileContentSchema }),
  z.strictObject({ conversation: archivedConversationSchema }),
]);

const parleyFileSchema = z.strictObject({
  format: z.literal(parleyFormat),
  version: z.literal(parleyFileVersion),
  items: z.array(parleyFileItemSchema).readonly(),
});

/** What `docs/formats/conversations.schema.json` holds. */
export function describeParleyFile(): object {
  const names = z.registry<{ id: string; title?: string }>();
  names.add(archivedConversationSchema, { id: 'conversation' });
  names.add(archivedMessageSchema, { id: 'message' });
  names.add(archivedPartSchema, { id: 'part' });
  names.add(archivedAttemptSchema, { id: 'attempt' });
  names.add(archivedFileSchema, { id: 'fileFacts' });
  names.add(fileContentSchema, { id: 'fileContent' });
  names.add(appErrorSchema, { id: 'failure' });
  return z.toJSONSchema(parleyFileSchema, {
    metadata: names,
    // Nobody can write to a document that is read.
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
}
