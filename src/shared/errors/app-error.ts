import { z } from 'zod';

/** Every way in which Parley expects to fail. A code without a sentence and an action in the renderer does not compile. */
export const errorCodes = [
  // A provider's answer (the taxonomy is described in docs/errors.md).
  'auth',
  'permission',
  'not-found',
  'rate-limited',
  'quota',
  'overloaded',
  'server',
  'timeout',
  'network',
  'context-length',
  'content-filtered',
  'refused',
  'invalid-request',
  'protocol',
  'truncated',
  'length',
  'cancelled',
  'interrupted',
  'unknown',
  // Keys.
  'secret.missing',
  'secret.unavailable',
  'secret.locked',
  'secret.invalid',
  // Money.
  'budget.blocked',
  'budget.ask',
  // Storage.
  'storage.full',
  'storage.read-only',
  'storage.damaged',
  'storage.newer-schema',
  'storage.busy',
  'storage.failed',
  'storage.in-use',
  // Conversations and what belongs to them.
  'conversation.not-found',
  'conversation.busy',
  'conversation.stale',
  // Nothing of it may be deleted.
  'conversation.held',
  'erasure.refused',
  'message.not-found',
  'folder.not-found',
  'model.not-found',
  'persona.not-found',
  'provider.not-found',
  'provider.invalid-url',
  'provider.disabled',
  // It failed too often, or its key was refused: nothing is sent there for a while.
  'provider.resting',
  'provider.read-only',
  // The model does not take what is sent.
  'model.no-images',
  // Files that go along with a message.
  'attachment.not-found',
  'attachment.too-many',
  'attachment.too-large',
  'attachment.unsupported',
  'attachment.empty',
  'attachment.protected',
  'attachment.damaged',
  'attachment.too-complex',
  'attachment.not-a-file',
  'attachment.not-copied',
  // Conversations of other programs.
  'import.not-recognised',
  'import.not-readable',
  'import.damaged',
  'import.encrypted',
  'import.unsafe',
  'import.too-large',
  'import.busy',
  'import.not-found',
  // Files that a person asks for.
  'export.not-written',
  // Backups.
  'backup.not-written',
  'backup.unreadable',
  'backup.newer',
  'backup.wrong-passphrase',
  // Reading an archive, a backup or one's own history, where nothing may change.
  'review.refused',
  'review.not-readable',
  // The surface between window and main process.
  'ipc.invalid-input',
  'ipc.unknown-route',
  'ipc.closed',
  'ipc.rate-limited',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Narrows `timeout` and `network` to what a person can act on. */
export const errorReasons = [
  'first-byte',
  'idle',
  'no-progress',
  'gateway',
  'dns',
  'refused',
  'reset',
  'tls',
  'proxy',
  'offline',
  'captive',
  'redirect',
  'empty-response',
  'malformed',
  'limit',
  'prompt',
  'output',
  'model',
  'endpoint',
  'too-large',
  'region',
  'other-address',
] as const;

export const appErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  /** One plain sentence for a person; what a provider said is redacted, free of control characters, at most 2,000 characters. */
  message: z.string().max(4000),
  reason: z.enum(errorReasons).optional(),
  providerId: z.string().max(200).optional(),
  /** HTTP status of the provider's answer, if there was one. */
  status: z.number().int().optional(),
  /** The provider's own code, e.g. `insufficient_quota`. */
  providerCode: z.string().max(200).optional(),
  requestId: z.string().max(200).optional(),
  /** How long the provider asks to wait, in milliseconds. */
  retryAfterMs: z.number().nonnegative().optional(),
});

/** An expected failure as data; it crosses the IPC surface and is stored with the attempt. */
export type AppErrorData = z.infer<typeof appErrorSchema>;

/** Carries an expected failure through code that throws; the router turns it back into data. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly data: AppErrorData;

  constructor(data: AppErrorData) {
    super(data.message);
    this.data = data;
  }
}

export const appError = (
  code: ErrorCode,
  message: string,
  rest: Omit<AppErrorData, 'code' | 'message'> = {},
): AppErrorData => ({ code, message, ...rest });
