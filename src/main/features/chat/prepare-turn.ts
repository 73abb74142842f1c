import type { Conversation } from '#shared/domain/conversation';
import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { ModelInfo, ModelRef, Pricing } from '#shared/domain/model';
import type { Persona } from '#shared/domain/persona';
import type { ChatRequest } from '#main/ports/chat-provider';
import type { BranchMessage, BranchPart } from '#main/ports/conversation-repository';
import { pricingOf } from './admit-attempt';
import type { ChatPorts } from './chat-ports';
import { buildRequest } from './build-request';
import { choosePersona } from './choose-model';
import { fitContext, trimmedNotice } from './fit-context';
import { createFileReader } from './read-files';
import { cacheKey } from './reuse-answer';
import { selectContext } from './select-context';

/** What a turn answers. */
export interface TurnPlan {
  readonly conversationId: ConversationId;
  readonly answerId: MessageId;
  /** The last message that is sent: the question, or the answer that goes on. */
  readonly leaf: MessageId;
  readonly isContinuation: boolean;
  /** Asked for this turn only, and then no other model answers; null follows the conversation. */
  readonly askedModel: ModelRef | null;
  /** A person has said yes to a budget that asks. */
  readonly allowsOverBudget: boolean;
  /** The model is asked, whatever is kept of an earlier answer. */
  readonly asksAnew: boolean;
  /** A person asks again: what rests after failures is tried once. */
  readonly isTry: boolean;
  /** What the message says already: codes of its notices. */
  readonly said: ReadonlySet<string>;
}

/** What is the same for every model that is asked in a turn. */
export interface TurnContext {
  readonly conversation: Conversation;
  readonly persona: Persona | null;
  /** What a person wants to be sent, oldest first. */
  readonly branch: readonly BranchMessage[];
}

export interface PreparedTurn {
  readonly model: ModelInfo;
  readonly personaId: PersonaId | null;
  /** What it costs today; null when unknown. */
  readonly pricing: Pricing | null;
  /** The request, with the answer so far when the provider paused it. */
  readonly request: (resumed: readonly BranchPart[]) => Promise<ChatRequest>;
  /** Under what an answer to this request is kept and looked for; null when it is not. */
  readonly cacheKey: (request: ChatRequest) => string | null;
  /** Hashes of the images in it, by their base64. */
  readonly sentImages: ReadonlyMap<string, string>;
  /** Why this model, and what is not sent. */
  readonly notices: readonly { readonly code: string; readonly text: string }[];
  /** What must be sent is more than the window holds. */
  readonly isOver: boolean;
}

/** Anthropic's API refuses a request that does not say how long the answer may be; the others know a model's limit. */
const kindsThatNeedOutputLimit: ReadonlySet<string> = new Set(['anthropic']);

export function readContext(ports: ChatPorts, plan: TurnPlan): TurnContext {
  const conversation = ports.conversations.get(plan.conversationId);
  const persona = choosePersona(ports, conversation.personaId);
  return { conversation, persona, branch: selectContext(ports.conversations.readBranch(plan.leaf)) };
}

/** The request to one model: no state of another kind of provider is in it. Throws AppError when it cannot be asked at all. */
export async function prepareTurn(
  ports: ChatPorts,
  plan: TurnPlan,
  { conversation, persona, branch }: TurnContext,
  { model, reason }: { readonly model: ModelInfo; readonly reason: string | null },
): Promise<PreparedTurn> {
  const view = ports.providers.get(model.ref.providerId);
  const { kind } = view;
  const context = await fitContext(ports, model, persona, branch);
  const files = createFileReader(ports, model);
  const read = await files.readBranch(context.messages);
  const reuses =
    kind !== 'guide' &&
    !plan.isContinuation &&
    (conversation.reusesAnswers ?? persona?.reusesAnswers ?? false);
  const maxOutputTokens =
    kindsThatNeedOutputLimit.has(kind) && model.outputLimit !== null ? context.forAnswer : null;
  return {
    model,
    personaId: persona?.id ?? null,
    pricing: pricingOf(ports.providers, model),
    cacheKey: (request) => (reuses ? cacheKey(view, request) : null),
    sentImages: files.sentImages,
    isOver: context.isOver,
    notices: [
      ...(reason === null ? [] : [{ code: 'model.auto', text: reason }]),
      ...(context.omitted > 0 ? [{ code: 'context.trimmed', text: trimmedNotice(context.omitted) }] : []),
      ...files.notices(),
    ],
    request: async (resumed) =>
      buildRequest({
        model,
        kind,
        persona,
        branch: read,
        resumed: await files.readParts(resumed),
        isContinuation: plan.isContinuation,
        maxOutputTokens,
        thinkingEffort: conversation.thinkingEffort,
      }),
  };
}
