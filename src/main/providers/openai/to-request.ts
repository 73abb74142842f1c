import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { carryImages } from '../wire/carry-images';
import { parseBodyJson, stringAt } from '../wire/event-json';
import { thinks } from './models';
import { itemState, messageState } from './stream';

/** Parameters that some model or account refuses; left out when the vendor says so. */
export const optionalParameters = ['temperature', 'effort', 'summary', 'reasoning', 'include'] as const;
export type OptionalParameter = (typeof optionalParameters)[number];

/**
 * The body of `POST /responses` as text. It is text, not an object, because reasoning items are sent back exactly as
 * they were received: parsed and written again, the order of keys or the form of a number could differ.
 */
export function toRequest(request: ChatRequest, without: ReadonlySet<OptionalParameter> = new Set()): string {
  const isThinking = request.supportsThinking ?? thinks(request.modelId) ?? false;
  const reasoning = isThinking && !without.has('reasoning') ? reasoningOf(request, without) : {};
  const head = {
    model: request.modelId,
    stream: true,
    store: false,
    ...(request.instructions === null ? {} : { instructions: request.instructions }),
    ...(request.maxOutputTokens === null ? {} : { max_output_tokens: request.maxOutputTokens }),
    // Models that think refuse a temperature.
    ...(request.temperature === null || isThinking || without.has('temperature')
      ? {}
      : { temperature: request.temperature }),
    ...(Object.keys(reasoning).length === 0 ? {} : { reasoning }),
    ...(isThinking && !without.has('include') ? { include: ['reasoning.encrypted_content'] } : {}),
  };
  const input = carryImages(request.messages).flatMap((message) =>
    message.role === 'user' ? userItems(message) : assistantItems(message),
  );
  return `${JSON.stringify(head).slice(0, -1)},"input":[${input.join(',')}]}`;
}

const reasoningOf = ({ thinkingEffort }: ChatRequest, without: ReadonlySet<OptionalParameter>) => ({
  ...(thinkingEffort === null || without.has('effort') ? {} : { effort: thinkingEffort }),
  ...(without.has('summary') ? {} : { summary: 'auto' }),
});

function userItems(message: RequestMessage): readonly string[] {
  const content = message.parts.flatMap((part): readonly object[] => {
    if (part.type === 'text') return part.text === '' ? [] : [{ type: 'input_text', text: part.text }];
    if (part.type !== 'image') return [];
    return [
      { type: 'input_image', image_url: `data:${part.mediaType};base64,${part.base64}`, detail: 'auto' },
    ];
  });
  return content.length === 0 ? [] : [JSON.stringify({ role: 'user', content })];
}

/** A thought goes back only together with the text that it led to: the vendor refuses it alone (a stopped answer). */
function assistantItems(message: RequestMessage): readonly string[] {
  const items: string[] = [];
  let thoughts: string[] = [];
  for (const part of message.parts) {
    if (part.state?.kind === itemState) thoughts.push(part.state.data);
    else if (part.type === 'text' && part.text !== '') {
      items.push(...thoughts, textItem(part));
      thoughts = [];
    }
  }
  return items;
}

function textItem(part: Extract<RequestPart, { type: 'text' }>): string {
  const state = part.state?.kind === messageState ? parseBodyJson(part.state.data) : null;
  const phase = stringAt(state, 'phase');
  return JSON.stringify({
    role: 'assistant',
    content: [{ type: 'output_text', text: part.text }],
    ...(phase === null ? {} : { phase }),
  });
}
