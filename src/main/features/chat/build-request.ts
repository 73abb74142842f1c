import type { ProviderKind } from '#shared/domain/provider';
import type { ModelInfo } from '#shared/domain/model';
import type { Persona } from '#shared/domain/persona';
import type { ProviderState } from '#shared/domain/stream-part';
import { thinkingChoiceFor } from '#shared/domain/thinking';
import type { ChatRequest, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import type { BranchMessage, BranchPart } from '#main/ports/conversation-repository';

/** Sent, never stored, when a person goes on with an answer that was cut off. */
export const continueInstruction =
  'Your last answer was cut off. Continue it exactly where it stopped: do not repeat anything, do not comment.';

/** A message of the branch with the contents of its files. */
export type ReadMessage = Omit<BranchMessage, 'parts'> & { readonly parts: readonly RequestPart[] };

export interface RequestSource {
  readonly model: ModelInfo;
  readonly kind: ProviderKind;
  readonly persona: Persona | null;
  /** What fits, oldest first, ending with the question (or, to continue, with the answer that was cut off). */
  readonly branch: readonly ReadMessage[];
  /** The answer so far, to be taken up by the provider itself. */
  readonly resumed: readonly RequestPart[];
  readonly isContinuation: boolean;
  readonly maxOutputTokens: number | null;
  /** The conversation's choice, which may have been made for another model. */
  readonly thinkingEffort: string | null;
}

/** One question to one model, from what is stored: instructions, then the branch in turns of user and assistant. */
export function buildRequest(source: RequestSource): ChatRequest {
  const { model, persona, kind } = source;
  const messages = source.branch.flatMap((message) => toRequestMessage(message, kind));
  if (source.isContinuation) {
    messages.push({ role: 'user', parts: [{ type: 'text', text: continueInstruction, state: null }] });
  }
  if (source.resumed.length > 0) {
    messages.push({ role: 'assistant', parts: source.resumed.flatMap((part) => keepOwnState(part, kind)) });
  }
  return {
    modelId: model.ref.modelId,
    instructions: instructionsOf(persona, source.branch),
    // A model that draws is asked with the last question alone: joined, a refused one before it would be drawn as well.
    messages: model.makesImages === true ? messages : mergeTurns(messages),
    maxOutputTokens: source.maxOutputTokens,
    temperature: persona?.temperature ?? null,
    makesImages: model.makesImages,
    supportsThinking: model.supportsThinking,
    thinkingEffort: thinkingChoiceFor(model.thinking, source.thinkingEffort),
  };
}

/** The persona's instructions, followed by system messages of the branch (imported histories have them). */
export function instructionsOf(
  persona: Persona | null,
  branch: readonly (BranchMessage | ReadMessage)[],
): string | null {
  const own = persona?.instructions.trim() ?? '';
  const stored = branch
    .filter((message) => message.role === 'system')
    .map((message) => textIn(message.parts));
  const text = [own, ...stored].filter((part) => part !== '').join('\n\n');
  return text === '' ? null : text;
}

const textIn = (parts: readonly (BranchPart | RequestPart)[]): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

/** A message without text or image (an answer that failed) has nothing to say and is not sent. */
function toRequestMessage(message: ReadMessage, kind: ProviderKind): RequestMessage[] {
  if (message.role === 'system') return [];
  const parts = message.parts.flatMap((part) => keepOwnState(part, kind));
  const hasContent = parts.some(
    (part) => part.type === 'image' || (part.type === 'text' && part.text !== ''),
  );
  return hasContent ? [{ role: message.role, parts }] : [];
}

/** State goes only to the kind of provider that made it; thinking without its state is not replayed. */
function keepOwnState(part: RequestPart, kind: ProviderKind): RequestPart[] {
  const isOwn = part.state !== null && ownerOf(part.state) === kind;
  switch (part.type) {
    case 'opaque':
    case 'thinking':
      return isOwn ? [part] : [];
    case 'text':
      if (isOwn) return [part];
      return part.text === '' ? [] : [{ ...part, state: null }];
    case 'image':
      return [isOwn ? part : { ...part, state: null }];
  }
}

const ownerOf = (state: ProviderState): string => state.kind.split('.')[0] ?? '';

/** Vendors want turns to alternate: neighbours of one role become one message, their parts stay apart. */
function mergeTurns(messages: readonly RequestMessage[]): readonly RequestMessage[] {
  const merged: RequestMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === message.role) {
      const parts = message.role === 'user' ? apart(message.parts) : message.parts;
      merged[merged.length - 1] = { role: last.role, parts: [...last.parts, ...parts] };
    } else {
      merged.push(message);
    }
  }
  return merged;
}

/** Some vendors join the texts of a message: what were two questions must not become one word. */
function apart(parts: readonly RequestPart[]): readonly RequestPart[] {
  const first = parts.findIndex((part) => part.type === 'text');
  return parts.map((part, index) =>
    index === first && part.type === 'text' ? { ...part, text: `\n\n${part.text}` } : part,
  );
}
