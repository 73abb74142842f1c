import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AttemptId, MessageId } from '#shared/domain/ids';
import type { Exchange } from '#main/ports/chat-provider';
import type { ChatPorts } from './chat-ports';

const compress = promisify(gzip);

/** A picture or a file inside a request's JSON: it is stored by itself, once. */
const longBase64 = /"((?:data:[\w/+.;-]{1,80},)?)[A-Za-z0-9+/=_-]{8192,}"/g;

/** A request's body as it is kept: whole, but for pictures and files. */
export const withoutFiles = (body: string): string =>
  body.replace(
    longBase64,
    (whole: string, scheme: string) => `"${scheme}(${Math.round((whole.length * 3) / 4096)} kB of a file)"`,
  );

/**
 * Keeps what an attempt sent and what came back, for the inspector. It is worth nothing to the turn: a failure is logged.
 */
export async function recordExchange(
  ports: Pick<ChatPorts, 'turns' | 'settings' | 'logger'>,
  place: { readonly attemptId: AttemptId; readonly messageId: MessageId },
  exchange: Exchange,
): Promise<void> {
  try {
    if (!ports.settings.read().keepExchanges) return;
    const { method, url, headers, body, answer } = exchange;
    const sent = { method, url, headers, body: withoutFiles(body) };
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
