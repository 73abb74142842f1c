import { autoModel, isAuto } from '#shared/domain/auto-model';
import type { AttachmentRef } from '#shared/domain/attachment';
import { mostAttachments } from '#shared/domain/attachment-limits';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { conversationIdSchema, messageIdSchema } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { ProviderView } from '#shared/domain/provider';
import { formatModelRef, parseModelRef, type ModelRef } from '#shared/domain/model';
import { textOf } from '#shared/domain/part';
import { noUsage } from '#shared/domain/usage';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { NewId } from '#main/ports/identity';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { AskEvents } from './ask-events';
import { describeAvailable } from './describe-available';
import type { AskPrinter } from './ask-printer';

export interface AskQuestion {
  readonly question: string;
  /** `provider/model`; null follows the conversation and the settings. */
  readonly model: string | null;
  readonly conversationId: string | null;
  readonly attachments?: readonly string[];
}

export interface AskPorts {
  readonly conversations: ConversationRepository;
  readonly providers: ProviderDirectory;
  readonly newId: NewId;
  /** The model that will answer when none is named; the conversation need not exist yet. */
  readonly chooseModel: (conversationId: ConversationId) => Promise<ModelRef>;
  /** Asks with a model for this turn only; the chat feature's `send`. */
  readonly send: (
    input: {
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
      readonly parentId: MessageId | null;
      readonly text: string;
      readonly files: AttachmentRef[];
      readonly model: ModelRef | null;
      readonly personaId: null;
      readonly thinkingEffort: null;
    },
    askedModel: ModelRef | null,
  ) => { readonly assistantMessageId: MessageId };
  /** Takes in a file that was named on the command line. Throws `attachment.*`. */
  readonly attach: (path: string) => Promise<AttachmentRef>;
  /** Ends the answer and keeps what came; the chat feature's `stop`. */
  readonly stop: (conversationId: ConversationId) => Promise<boolean>;
  /** Aborted when nobody reads what is printed any more: nothing more is asked for. */
  readonly readerLeft: AbortSignal;
  readonly events: AskEvents;
  readonly printer: AskPrinter;
}

/** Asks through the real engine and prints the answer as it streams. The exit code: 0 for a complete answer, else 1. */
export async function ask(ports: AskPorts, question: AskQuestion): Promise<0 | 1> {
  try {
    const settled = await askAndFollow(ports, question);
    for (const part of settled.parts) if (part.type === 'image') ports.printer.image(part);
    ports.printer.end({
      status: settled.status,
      model: settled.meta === null ? null : formatModelRef(settled.meta.model),
      error: settled.error,
      usage: settled.meta?.usage ?? noUsage,
      text: textOf(settled.parts),
    });
    return settled.status === 'complete' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.printer.end({ status: 'failed', model: null, error: error.data, usage: noUsage, text: '' });
    return 1;
  }
}

async function askAndFollow(ports: AskPorts, question: AskQuestion): Promise<MessageView> {
  const asked = question.model === null ? null : readModel(ports, question.model);
  const conversationId = readConversation(ports, question.conversationId);
  const parentId = ports.conversations.find(conversationId)?.headId ?? null;
  const messageId = messageIdSchema.parse(ports.newId());
  const model = asked ?? (await ports.chooseModel(conversationId));
  const files = await attachAll(ports, question.attachments ?? []);
  const settled = ports.events.follow(conversationId, ports.printer);
  const { assistantMessageId } = ports.send(
    {
      conversationId,
      messageId,
      parentId,
      text: question.question,
      files,
      model: asked,
      personaId: null,
      thinkingEffort: null,
    },
    asked,
  );
  ports.readerLeft.addEventListener('abort', () => void ports.stop(conversationId), { once: true });
  // In the same tick as sending: nothing of the answer has been printed before.
  ports.printer.start({ conversationId, messageId: assistantMessageId, model: formatModelRef(model) });
  return settled;
}

/** All of them, or nothing is asked. */
async function attachAll(ports: AskPorts, paths: readonly string[]): Promise<AttachmentRef[]> {
  if (paths.length > mostAttachments) {
    throw new AppError(
      appError('attachment.too-many', `A message carries at most ${mostAttachments} files. Attach fewer.`),
    );
  }
  const files = new Map<string, AttachmentRef>();
  for (const path of paths) {
    const file = await ports.attach(path);
    files.set(file.sha256, file);
  }
  return [...files.values()];
}

function readConversation(ports: AskPorts, text: string | null): ConversationId {
  if (text === null) return conversationIdSchema.parse(ports.newId());
  const id = conversationIdSchema.safeParse(text);
  if (id.success && ports.conversations.find(id.data) !== null) return id.data;
  throw new AppError(appError('conversation.not-found', 'There is no conversation with this id.'));
}

/** A model that can be asked now; else a sentence that says what can. */
function readModel(ports: AskPorts, text: string): ModelRef {
  const ref = parseModelRef(text);
  if (isAuto(ref)) return autoModel;
  const provider = ref === null ? null : ports.providers.find(ref.providerId);
  if (ref !== null && provider?.isReady === true) return ref;
  throw new AppError(modelProblem(ports, text, provider));
}

function modelProblem(ports: AskPorts, text: string, provider: ProviderView | null): AppErrorData {
  const available = describeAvailable(ports.providers.list());
  if (provider !== null) {
    const problem = whyNotReady(ports.providers, provider);
    return { ...problem, message: `${problem.message} ${available}` };
  }
  const name = text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
  return appError('model.not-found', `There is no provider for the model “${name}”. ${available}`);
}

function whyNotReady(providers: ProviderDirectory, { id, name }: ProviderView): AppErrorData {
  try {
    providers.open(id);
  } catch (error) {
    if (error instanceof AppError) return error.data;
    throw error;
  }
  return appError('secret.missing', `${name} is not ready.`, { providerId: id });
}
