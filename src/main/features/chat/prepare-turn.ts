import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { ModelInfo, ModelRef, Pricing } from '#shared/domain/model';
import type { ChatProvider, ChatRequest } from '#main/ports/chat-provider';
import type { BranchPart } from '#main/ports/conversation-repository';
import type { TurnControls } from '#main/streaming/live-turn';
import { pricingOf } from './admit-attempt';
import type { ChatPorts } from './chat-ports';
import { buildRequest } from './build-request';
import { chooseModel, choosePersona } from './choose-model';
import { fitContext, trimmedNotice } from './fit-context';
import { createFileReader } from './read-files';
import { resolveAuto } from './resolve-auto';
import { cacheKey } from './reuse-answer';
import { selectContext } from './select-context';

/** What a turn answers. */
export interface TurnPlan {
  readonly conversationId: ConversationId;
  readonly answerId: MessageId;
  /** The last message that is sent: the question, or the answer that goes on. */
  readonly leaf: MessageId;
  readonly isContinuation: boolean;
  /** Asked for this turn only; null follows the conversation. */
  readonly askedModel: ModelRef | null;
  /** A person has said yes to a budget that asks. */
  readonly allowsOverBudget: boolean;
  /** The model is asked, whatever is kept of an earlier answer. */
  readonly asksAnew: boolean;
  /** What the message says already: codes of its notices. */
  readonly said: ReadonlySet<string>;
}

export interface PreparedTurn {
  readonly model: ModelInfo;
  readonly personaId: PersonaId | null;
  /** What it costs today; null when unknown. */
  readonly pricing: Pricing | null;
  readonly provider: ChatProvider;
  /** The request, with the answer so far when the provider paused it. */
  readonly request: (resumed: readonly BranchPart[]) => Promise<ChatRequest>;
  /** Under what an answer to this request is kept and looked for; null when it is not. */
  readonly cacheKey: (request: ChatRequest) => string | null;
  /** Hashes of the images in it, by their base64. */
  readonly sentImages: ReadonlyMap<string, string>;
}

/** Anthropic's API refuses a request that does not say how long the answer may be; the others know a model's limit. */
const kindsThatNeedOutputLimit: ReadonlySet<string> = new Set(['anthropic']);

/** Everything that a turn needs before its first request. Throws AppError when it cannot be asked at all. */
export async function prepareTurn(
  ports: ChatPorts,
  plan: TurnPlan,
  live: Pick<TurnControls, 'addNotice'>,
): Promise<PreparedTurn> {
  const conversation = ports.conversations.get(plan.conversationId);
  const persona = choosePersona(ports, conversation.personaId);
  const chosen = await chooseModel(ports, {
    asked: plan.askedModel,
    conversation: conversation.model,
    persona,
  });
  const branch = selectContext(ports.conversations.readBranch(plan.leaf));
  const { model: ref, reason } = await resolveAuto(ports, chosen, branch);
  const view = ports.providers.get(ref.providerId);
  const { kind } = view;
  const provider = ports.providers.open(ref.providerId);
  const model = await ports.models.describe(ref);

  const context = await fitContext(ports, model, persona, branch);
  const files = createFileReader(ports, model);
  const read = await files.readBranch(context.messages);
  const notices = [
    ...(reason === null ? [] : [{ code: 'model.auto', text: reason }]),
    ...(context.omitted > 0 ? [{ code: 'context.trimmed', text: trimmedNotice(context.omitted) }] : []),
    ...files.notices(),
  ];
  for (const { code, text } of notices) if (!plan.said.has(code)) live.addNotice(code, text);
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
    provider,
    cacheKey: (request) => (reuses ? cacheKey(view, request) : null),
    sentImages: files.sentImages,
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
