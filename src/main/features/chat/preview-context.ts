import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { messageIdSchema } from '#shared/domain/ids';
import type { BranchMessage } from '#main/ports/conversation-repository';
import type { ChatPorts } from './chat-ports';
import { instructionsOf } from './build-request';
import { chooseModel, choosePersona } from './choose-model';
import { countBranch, loadTokenCounter } from './count-tokens';
import { fitBranch, messageBudget } from './fit-branch';
import { selectContext } from './select-context';

type Preview = OutputOf<'context.preview'>;
type ContextMessage = Preview['messages'][number];

const mostMessages = 500;
const excerptLength = 120;

/** What the next message would take along, message by message, as it would be sent now. */
export async function previewContext(
  ports: ChatPorts,
  input: ParsedInputOf<'context.preview'>,
): Promise<Preview> {
  const conversation = ports.conversations.find(input.conversationId);
  const persona = choosePersona(ports, input.personaId ?? conversation?.personaId ?? null);
  const model = await chooseModel(ports, {
    asked: input.model,
    conversation: conversation?.model ?? null,
    persona,
  });
  const { contextWindow, outputLimit } = await ports.models.describe(model);
  const headId = conversation?.headId ?? null;
  const stored = headId === null ? [] : ports.conversations.readBranch(headId);
  const draft = draftMessage(ports, ports.conversations.findDraft(input.conversationId));
  const branch = [...stored, draft];

  const count = await loadTokenCounter();
  const text = instructionsOf(persona, branch);
  const instructions = text === null ? null : { text, tokens: count(text) };
  const selected = selectContext(branch);
  const budget =
    contextWindow === null
      ? null
      : messageBudget(contextWindow, outputLimit, instructions?.tokens ?? 0).forMessages;
  const counts = await countBranch(selected, budget, ports.scheduler);
  const kept = new Set(budget === null ? selected : fitBranch(selected, counts, budget).messages);
  const tokens = new Map(selected.map((message, index) => [message, counts[index] ?? 0]));
  const start = branch.findLastIndex((message) => message.startsContext);

  const messages = branch.map((message, index): ContextMessage => {
    const isKept = kept.has(message);
    const place = isKept
      ? 'sent'
      : tokens.has(message)
        ? 'no-room'
        : index < start
          ? 'above-start'
          : 'left-out';
    return {
      messageId: message === draft ? null : message.id,
      role: message.role,
      excerpt: excerptOf(message),
      tokens: isKept ? (tokens.get(message) ?? 0) : null,
      place,
      inclusion: message.inclusion,
    };
  });
  const sum = messages.reduce((total, message) => total + (message.tokens ?? 0), instructions?.tokens ?? 0);
  return {
    model,
    window: contextWindow,
    instructions,
    messages: messages.slice(-mostMessages),
    olderMessages: Math.max(0, messages.length - mostMessages),
    tokens: sum,
  };
}

/** The message box as the message that it would become. */
const draftMessage = (ports: Pick<ChatPorts, 'newId'>, text: string): BranchMessage => ({
  id: messageIdSchema.parse(ports.newId()),
  role: 'user',
  parts: [{ type: 'text', text, state: null }],
  inclusion: null,
  startsContext: false,
});

function excerptOf({ parts }: BranchMessage): string {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
  const line = text
    .slice(0, excerptLength * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= excerptLength ? line : `${characters.slice(0, excerptLength - 1).join('')}…`;
}
