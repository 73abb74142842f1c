import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import type { OutputOf } from '#shared/contracts/index';
import type { AttemptView } from '#shared/contracts/inspect.contract';
import type { AttemptId, ConversationId, MessageId } from '#shared/domain/ids';
import type { AttemptRepository } from '#main/ports/attempt-repository';

const unzip = promisify(gunzip);

/** More of one text would not be read, and would hold up the window. */
const mostCharacters = 1_000_000;
/** What a stored exchange may grow to, in bytes; more was not written by Parley. */
const mostUnpacked = 128 * 1024 * 1024;

const headersSchema = z.record(z.string(), z.string());
const requestSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: headersSchema,
  body: z.string(),
});
const responseSchema = z.object({ headers: headersSchema, body: z.string(), isWhole: z.boolean() });

export interface AttemptsFeature {
  listOf(conversationId: ConversationId, messageId: MessageId): readonly AttemptView[];
  /** Null when it was not kept, or cannot be read any more. */
  findExchange(id: AttemptId): Promise<OutputOf<'attempt.exchange'>>;
}

/** Every request that was made, and what it sent and got. */
export const createAttempts = (attempts: AttemptRepository, mostBytes = mostUnpacked): AttemptsFeature => ({
  listOf: (conversationId, messageId) => attempts.listOf(conversationId, messageId),
  async findExchange(id) {
    const saved = attempts.findExchange(id);
    if (saved === null) return null;
    const request = requestSchema.safeParse(await read(saved.request, mostBytes));
    if (!request.success) return null;
    const response =
      saved.response === null ? null : responseSchema.safeParse(await read(saved.response, mostBytes));
    const got = response?.success === true ? response.data : null;
    const { method, url, headers, body } = request.data;
    const responseBody = got?.body ?? '';
    return {
      method,
      url,
      requestHeaders: headers,
      requestBody: body.slice(0, mostCharacters),
      status: saved.status,
      responseHeaders: got?.headers ?? {},
      responseBody: responseBody.slice(0, mostCharacters),
      isCut:
        body.length > mostCharacters ||
        responseBody.length > mostCharacters ||
        (got !== null && !got.isWhole),
    };
  },
});

async function read(bytes: Buffer, mostBytes: number): Promise<unknown> {
  try {
    return JSON.parse((await unzip(bytes, { maxOutputLength: mostBytes })).toString('utf8'));
  } catch {
    return null; // damaged: it is shown as not kept
  }
}
