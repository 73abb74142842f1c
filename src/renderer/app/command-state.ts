import { commands, type CommandId, type CommandNeed } from '#shared/domain/commands';
import { reviewCommands } from '#shared/domain/review-commands';
import type { MessageStatus, MessageView } from '#shared/domain/message';
import type { TranscriptStore } from '../features/transcript/index';

/** What commands may be about at one moment. */
export interface CommandState {
  readonly hasConversation: boolean;
  readonly isLive: boolean;
  readonly hasQuestion: boolean;
  /** The message that has the focus; else the last reply, else the last message. */
  readonly message: MessageView | null;
  /** Only what reads is offered. */
  readonly isReview: boolean;
}

/** The message that the focus is in, if it is in one. */
export function focusedMessageId(): string | null {
  return document.activeElement?.closest('[data-message-id]')?.getAttribute('data-message-id') ?? null;
}

type TranscriptPart = Pick<
  ReturnType<TranscriptStore['store']['getState']>,
  'conversation' | 'live' | 'messages'
>;

export function commandState(
  { conversation, live, messages }: TranscriptPart,
  focusedId: string | null,
  isReview: boolean,
): CommandState {
  const last = messages.findLast(({ role }) => role === 'assistant') ?? messages.at(-1) ?? null;
  return {
    hasConversation: conversation !== null,
    isLive: live !== null,
    isReview,
    hasQuestion: messages.some(({ role }) => role === 'user'),
    message: conversation === null ? null : (messages.find(({ id }) => id === focusedId) ?? last),
  };
}

const broken: ReadonlySet<MessageStatus> = new Set(['stopped', 'failed', 'interrupted', 'truncated']);

const needs: Readonly<Record<CommandNeed, (state: CommandState) => boolean>> = {
  nothing: () => true,
  conversation: ({ hasConversation }) => hasConversation,
  message: ({ message }) => message !== null,
  reply: ({ message }) => message?.role === 'assistant',
  versions: ({ message }) => (message?.siblingIds.length ?? 0) > 1,
  live: ({ isLive }) => isLive,
  'quiet-message': ({ message, isLive }) => message !== null && !isLive,
  'quiet-reply': ({ message, isLive }) => message?.role === 'assistant' && !isLive,
  'quiet-question': ({ hasQuestion, isLive }) => hasQuestion && !isLive,
  'broken-reply': ({ message, isLive }) =>
    message?.role === 'assistant' && !isLive && broken.has(message.status),
};

/** Where it is false, a command would do nothing. */
export function canRun(id: CommandId, state: CommandState): boolean {
  const { message, isReview } = state;
  if (!needs[commands[id].needs](state) || (isReview && !reviewCommands.has(id))) return false;
  if (id === 'always-send') return message?.inclusion !== 'always';
  if (id === 'never-send') return message?.inclusion !== 'never';
  if (id === 'send-as-fits') return message?.inclusion !== null;
  return true;
}

/** What a command is called where it is known which way it goes. */
export function titleNow(id: CommandId, { message }: CommandState, row: RowMarks | null): string {
  if (id === 'star-message' && message !== null) {
    return message.isStarred ? 'Remove the star of the message' : 'Star the message';
  }
  if (id === 'start-context' && message !== null) {
    return message.startsContext ? 'Context goes on above the message' : 'Context starts at the message';
  }
  if (id === 'pin-conversation' && row !== null) {
    return row.isPinned ? 'Unpin the conversation' : 'Pin the conversation';
  }
  if (id === 'archive-conversation' && row !== null) {
    return row.isArchived ? 'Take the conversation out of the archive' : 'Archive the conversation';
  }
  return commands[id].title;
}

interface RowMarks {
  readonly isPinned: boolean;
  readonly isArchived: boolean;
}
