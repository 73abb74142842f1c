import { titleFromText } from '#shared/domain/conversation';
import { attemptIdSchema } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ModelRef } from '#shared/domain/model';
import { textOf, type Part } from '#shared/domain/part';
import type { StreamPart } from '#shared/domain/stream-part';
import { nanosFor, noUsage } from '#shared/domain/usage';
import type { ChatRequest } from '#main/ports/chat-provider';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { EventSink } from '#main/ports/event-sink';
import type { LedgerOpening } from '#main/ports/ledger';
import type { NewId } from '#main/ports/identity';
import type { Logger } from '#main/ports/logger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import type { ModelDirectory } from '#main/ports/model-directory';
import type { AttemptGate, Passage, RatePlace } from '#main/ports/attempt-gate';
import { metered, type MeterPorts } from '#main/streaming/metered';
import { openWays, type OpenWay } from '#main/streaming/open-ways';
import { throughGate } from '#main/streaming/through-gate';
import { withTimeLimit } from '#main/streaming/time-limit';

export interface TitlePorts extends MeterPorts {
  readonly budgets: BudgetGate;
  readonly gate: AttemptGate;
  readonly conversations: ConversationRepository;
  readonly settings: SettingsRepository;
  readonly providers: ProviderDirectory;
  readonly models: ModelDirectory;
  readonly newId: NewId;
  readonly events: EventSink;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

const limitMs = 20_000;
/** Characters of the question and of the answer that are enough to name a conversation. */
const excerpt = 2_000;
/** A title is short; a reply beyond this is not one. */
const longestReply = 2_000;
const mostTokens = 512;

/**
 * After the first complete answer, names the conversation by the model that answered. Until then, and when this fails,
 * it is named by the first words of the question. Never replaces a person's title. Never throws.
 */
export async function makeTitle(ports: TitlePorts, answer: MessageView): Promise<void> {
  try {
    if (!wantsTitle(ports, answer)) return;
    const request = titleRequest(ports, answer);
    if (request === null) return;
    const opening = await ledgerOpening(ports, answer, request.model);
    const gated = await passGate(ports, opening);
    if (gated === null) return;
    const { provider } = gated.way;
    const text = await withTimeLimit(
      ports.scheduler,
      limitMs,
      (signal) =>
        readReply(
          throughGate(
            gated,
            metered(ports, opening, (onAnswer) => provider.stream(request.body, signal, undefined, onAnswer)),
          ),
        ),
      () => null,
    );
    const title = text === null ? '' : titleOf(text);
    // While it was made, a person may have chosen one, or deleted the conversation.
    const conversation = ports.conversations.find(answer.conversationId);
    if (title === '' || conversation === null || conversation.titleSource === 'manual') return;
    const { revision } = ports.conversations.rename(answer.conversationId, title, 'auto');
    const { conversationId } = answer;
    ports.events.broadcast({ type: 'conversation.changed', conversationId, revision });
    ports.events.broadcast({ type: 'conversations.changed', areNamed: true });
  } catch (error) {
    ports.logger.warn('A title could not be made', {
      reason: error instanceof Error ? error.name : 'unknown',
    });
  }
}

function wantsTitle(ports: TitlePorts, answer: MessageView): boolean {
  const isFirst = answer.depth === 1 && answer.siblingIds.length <= 1;
  if (answer.status !== 'complete' || !isFirst || !ports.settings.read().autoTitle) return false;
  // Who takes an answer from the cache has asked for no request.
  if (answer.parts.some((part) => part.type === 'notice' && part.code === 'answer.reused')) return false;
  const conversation = ports.conversations.find(answer.conversationId);
  return conversation !== null && conversation.titleSource !== 'manual';
}

function titleRequest(
  ports: TitlePorts,
  answer: MessageView,
): { readonly model: ModelRef; readonly body: ChatRequest } | null {
  const model = answer.meta?.model;
  if (model === undefined || answer.parentId === null) return null;
  // A model that draws would draw the name.
  if (answer.parts.some((part) => part.type === 'image')) return null;
  if (ports.providers.find(model.providerId)?.kind === 'guide') return null;
  const question = questionIn(ports.conversations.getMessage(answer.parentId).parts).slice(0, excerpt);
  const text = `Question:\n${question}\n\nAnswer:\n${textOf(answer.parts).slice(0, excerpt)}`;
  return {
    model,
    body: {
      modelId: model.modelId,
      instructions:
        'Name this conversation in at most six words, in its own language. Answer with the name alone: no quotes, no final full stop.',
      messages: [{ role: 'user', parts: [{ type: 'text', text, state: null }] }],
      maxOutputTokens: mostTokens,
      temperature: null,
      makesImages: false,
      supportsThinking: false,
      thinkingEffort: null,
    },
  };
}

/** The text of a question, after the names of its files. */
const questionIn = (parts: readonly Part[]): string =>
  [
    ...parts.flatMap((part) => (part.type === 'file' || part.type === 'image' ? (part.name ?? []) : [])),
    textOf(parts),
  ]
    .join('\n')
    .trim();

/** A title is a request like any other. */
async function ledgerOpening(
  { models, conversations, settings, newId }: TitlePorts,
  { conversationId }: MessageView,
  ref: ModelRef,
): Promise<Omit<LedgerOpening, 'startedAt'>> {
  const { name: modelName, pricing } = await models.describe(ref);
  const reserved = nanosFor({ ...noUsage, input: 2 * excerpt, output: mostTokens }, pricing);
  const personaId = conversations.find(conversationId)?.personaId ?? settings.read().defaultPersonaId;
  const id = attemptIdSchema.parse(newId());
  return { id, purpose: 'title', model: ref, modelName, personaId, conversationId, pricing, reserved };
}

/** What a title may take, in tokens. */
const titleTokens = 2 * excerpt + mostTokens;

interface GatedWay {
  readonly way: OpenWay;
  readonly passage: Passage;
  readonly place: RatePlace;
}

/** Behind the turns that wait, where nothing rests and no budget minds; else null. To be followed by the request at once. */
async function passGate(
  ports: TitlePorts,
  opening: Omit<LedgerOpening, 'startedAt'>,
): Promise<GatedWay | null> {
  const { gate, providers } = ports;
  const { providerId } = opening.model;
  const nobody = new AbortController().signal;
  const wait = { providerId, tokens: titleTokens, isTurn: false };
  const place = await gate.takePlace(wait, nobody, () => undefined);
  const ways = openWays(providers, { ref: opening.model, name: opening.modelName });
  const way = ways.find((each) => gate.check(each, false) === null);
  // A name is not worth a question: the first words of the message do.
  if (place !== null && way !== undefined && isWithinBudgets(ports, opening))
    return { way, place, passage: gate.enter(way, false) };
  place?.giveBack();
  return null;
}

function isWithinBudgets({ budgets }: TitlePorts, opening: Omit<LedgerOpening, 'startedAt'>): boolean {
  const { model, personaId, reserved } = opening;
  const { action } = budgets.judge({ providerId: model.providerId, personaId }, reserved);
  return action === 'go' || action === 'warn';
}

/** The text of a complete reply, else null. */
async function readReply(stream: AsyncIterable<StreamPart>): Promise<string | null> {
  const texts = new Set<number>();
  let text = '';
  for await (const part of stream) {
    if (part.type === 'part-start' && part.kind === 'text') texts.add(part.index);
    if (part.type === 'part-delta' && texts.has(part.index)) text += part.delta;
    if (text.length > longestReply) return null;
    if (part.type === 'turn-end') return part.outcome === 'complete' ? text : null;
  }
  return null;
}

/** The first line that says something, without quotes around it. */
function titleOf(reply: string): string {
  const line = reply.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  const bare = line
    .trim()
    .replace(/^["'“”„«»‘’]+|["'“”«»‘’.]+$/gu, '')
    .trim();
  return bare === '' ? '' : titleFromText(bare);
}
