import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AttemptId, MessageId } from '#shared/domain/ids';
import type { Exchange } from '#main/ports/chat-provider';
import type { ChatPorts } from './chat-ports';

const compress = promisify(gzip);

/** A picture or a file inside JSON, which may be cut off in it: it is stored by itself, once. */
const longBase64 = /"((?:data:[\w/+.;-]{1,80},)?)[A-Za-z0-9+/=_-]{8192,}(?:"|$)/g;

/** A body as it is kept: whole, but for pictures and files, which are named by the hash they are stored under. */
export function withoutFiles(body: string, sent: ReadonlyMap<string, string> = new Map()): string {
  let short = body;
  for (const [base64, sha256] of sent) short = short.replaceAll(base64, `(image ${sha256})`);
  return short.replace(longBase64, (whole: string, scheme: string) => {
    const bytes = Buffer.from(whole.slice(1 + scheme.length, -1), 'base64');
    return `"${scheme}(file ${hash('sha256', bytes)}, ${Math.round(bytes.length / 1024)} kB)"`;
  });
}

/**
 * Keeps what an attempt sent and what came back, for the inspector. It is worth nothing to the turn: a failure is logged.
 */
export async function recordExchange(
  ports: Pick<ChatPorts, 'turns' | 'settings' | 'logger'>,
  place: { readonly attemptId: AttemptId; readonly messageId: MessageId },
  exchange: Exchange,
  sentImages: ReadonlyMap<string, string>,
): Promise<void> {
  try {
    if (!ports.settings.read().keepExchanges) return;
    const { method, url, headers, body, answer } = exchange;
    const sent = { method, url, headers, body: withoutFiles(body, sentImages) };
    const got =
      answer === null
        ? null
        : {
            headers: answer.headers,
            body: withoutFiles(Buffer.from(answer.body).toString('utf8')),
            isWhole: answer.isWhole,
          };
    const [request, response] = await Promise.all([
      compress(JSON.stringify(sent)),
      got === null ? null : compress(JSON.stringify(got)),
    ]);
    ports.turns.saveExchange({ ...place, request, response, status: answer?.status ?? null });
  } catch (error) {
    ports.logger.warn('What an attempt sent could not be kept', { reason: String(error) });
  }
}
