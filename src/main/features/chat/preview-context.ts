import { hash } from 'node:crypto';
import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { messageIdSchema } from '#shared/domain/ids';
import type { BranchMessage, BranchPart } from '#main/ports/conversation-repository';
import { withPictures } from '#shared/domain/pricing';
import { estimateNanos } from '#shared/domain/usage';
import type { ChatPorts } from './chat-ports';
import { instructionsOf } from './build-request';
import { chooseModel, choosePersona } from './choose-model';
import { countBranch, countFile, countPart, countPictures, loadTokenCounter } from './count-tokens';
import { fitBranch, messageBudget } from './fit-branch';
import { resolveAuto } from './resolve-auto';
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
  const chosen = await chooseModel(ports, {
    asked: input.model,
    conversation: conversation?.model ?? null,
    persona,
  });
  const headId = conversation?.headId ?? null;
  const stored = headId === null ? [] : ports.conversations.readBranch(headId);
  const draft = draftMessage(ports, input.conversationId);
  const branch = [...stored, draft];
  const selected = selectContext(branch);
  const { model } = await resolveAuto(ports, chosen, selected);
  const { contextWindow, outputLimit, pricing } = await ports.models.describe(model);

  const count = await loadTokenCounter();
  const text = instructionsOf(persona, branch);
  const instructions = text === null ? null : { text, tokens: count(text) };
  const countOf = countFile(ports, count);
  const budget =
    contextWindow === null
      ? null
      : messageBudget(contextWindow, outputLimit, instructions?.tokens ?? 0).forMessages;
  const counts = await countBranch(selected, budget, ports);
  const kept = new Set(budget === null ? selected : fitBranch(selected, counts, budget).messages);
  const tokens = new Map(selected.map((message, index) => [message, counts[index] ?? 0]));
  const start = branch.findLastIndex((message) => message.startsContext);

  const olderMessages = Math.max(0, branch.length - mostMessages);
  // Only what is listed is read.
  const messages = branch.slice(olderMessages).map((message, at): ContextMessage => ({
    messageId: message === draft ? null : message.id,
    role: message.role,
    excerpt: excerptOf(message),
    files: filesOf(message, (part) => countPart(part, count, countOf)),
    tokens: kept.has(message) ? (tokens.get(message) ?? 0) : null,
    place: placeOf(kept.has(message), tokens.has(message), olderMessages + at < start),
    inclusion: message.inclusion,
  }));
  const sum = [...kept].reduce(
    (total, message) => total + (tokens.get(message) ?? 0),
    instructions?.tokens ?? 0,
  );
  return {
    model,
    window: contextWindow,
    instructions,
    messages,
    olderMessages,
    tokens: sum,
    nanos: estimateNanos(sum, 0, withPictures(pricing, countPictures([...kept]))),
  };
}

const placeOf = (isKept: boolean, isWanted: boolean, isAbove: boolean): ContextMessage['place'] => {
  if (isKept) return 'sent';
  if (isWanted) return 'no-room';
  return isAbove ? 'above-start' : 'left-out';
};

/** The message box as the message that it would become. */
const draftMessage = (
  ports: Pick<ChatPorts, 'newId' | 'conversations' | 'attachments'>,
  key: string,
): BranchMessage => ({
  id: messageIdSchema.parse(ports.newId()),
  role: 'user',
  parts: [
    ...ports.attachments.listDraft(key).flatMap(({ sha256, name }) => draftFile(ports, sha256, name)),
    { type: 'text', text: ports.conversations.findDraft(key), state: null },
  ],
  inclusion: null,
  startsContext: false,
  contentSha256: null,
});

function draftFile(
  { attachments }: Pick<ChatPorts, 'attachments'>,
  sha256: string,
  name: string,
): BranchPart[] {
  const file = attachments.find(sha256);
  if (file === null) return [];
  const { mediaType, width, height, text } = file;
  if (text === null) return [{ type: 'image', sha256, mediaType, width, height, name, state: null }];
  const textSha256 = hash('sha256', text);
  return [{ type: 'file', sha256, name, textSha256, characters: text.length, isCut: false, state: null }];
}

const filesOf = ({ parts }: BranchMessage, count: (part: BranchPart) => number): ContextMessage['files'] =>
  parts.flatMap((part) =>
    part.type === 'image' || part.type === 'file'
      ? [{ name: part.name ?? 'image', kind: part.type, tokens: count(part) }]
      : [],
  );

function excerptOf({ parts }: BranchMessage): string {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
  const line = text
    .slice(0, excerptLength * 4)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= excerptLength ? line : `${characters.slice(0, excerptLength - 1).join('')}…`;
}
