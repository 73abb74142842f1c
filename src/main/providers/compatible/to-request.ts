import type { ChatRequest, RequestMessage } from '#main/ports/chat-provider';
import { carryImages } from '../wire/carry-images';

/** What some servers do not know; left out when they say so. */
export const optionalParameters = ['stream_options', 'reasoning_effort'] as const;
export type OptionalParameter = (typeof optionalParameters)[number];

/** The body of `POST /chat/completions` as text. */
export function toRequest(request: ChatRequest, without: ReadonlySet<OptionalParameter> = new Set()): string {
  const effort = without.has('reasoning_effort') ? null : request.thinkingEffort;
  const system =
    request.instructions === null ? [] : [{ role: 'system' as const, content: request.instructions }];
  return JSON.stringify({
    model: request.modelId,
    messages: [...system, ...inTurns(carryImages(request.messages.filter(saysSomething))).flatMap(toMessage)],
    stream: true,
    ...(without.has('stream_options') ? {} : { stream_options: { include_usage: true } }),
    ...(effort === null ? {} : { reasoning_effort: effort }),
    ...(request.makesImages === true ? { modalities: ['image', 'text'] } : {}),
    ...(request.maxOutputTokens === null ? {} : { max_tokens: request.maxOutputTokens }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
  });
}

/** A message of nothing but thinking or white space is refused by most servers. */
const saysSomething = ({ parts }: RequestMessage): boolean =>
  parts.some((part) => part.type === 'image' || (part.type === 'text' && part.text.trim() !== ''));

/** Many models' templates refuse two messages of one role in a row (after a stopped turn): they become one. */
function inTurns(messages: readonly RequestMessage[]): readonly RequestMessage[] {
  const turns: RequestMessage[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (last?.role !== message.role) turns.push(message);
    else turns[turns.length - 1] = { role: last.role, parts: [...last.parts, paragraph, ...message.parts] };
  }
  return turns;
}

const paragraph = { type: 'text', text: '\n\n', state: null } as const;

/** Thinking and opaque state stay here: these servers take neither. */
function toMessage({ role, parts }: RequestMessage): readonly object[] {
  const text = parts.reduce((whole, part) => (part.type === 'text' ? whole + part.text : whole), '');
  const images = parts.flatMap((part) =>
    part.type === 'image'
      ? [{ type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.base64}` } }]
      : [],
  );
  if (role === 'user' && images.length > 0) {
    return [{ role, content: [...(text.trim() === '' ? [] : [{ type: 'text', text }]), ...images] }];
  }
  return text.trim() === '' ? [] : [{ role, content: text }];
}
