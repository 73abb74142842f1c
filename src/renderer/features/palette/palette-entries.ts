import type { CommandId } from '#shared/domain/commands';
import type { ConversationId } from '#shared/domain/ids';
import type { SearchGroup } from '../../ui/option-rows';
import { rankEntries, type Findable } from './rank-entries';

export interface PaletteCommand extends Findable {
  readonly id: CommandId;
  readonly group: string;
  /** As it stands on this keyboard; null: none. */
  readonly keys: string | null;
  /** What it sets is set so now. */
  readonly isOn: boolean;
}

export interface PaletteConversation extends Findable {
  readonly conversationId: ConversationId;
  readonly updatedAt: number;
}

export type PaletteEntry =
  | { readonly type: 'command'; readonly command: PaletteCommand }
  | { readonly type: 'conversation'; readonly conversation: PaletteConversation };

/** So many of the last conversations stand above the commands before anything is typed. */
const recentCount = 5;
const mostFound = 20;

const commandItem = (command: PaletteCommand) => ({
  key: command.id,
  name: command.title,
  description: command.keys ?? '',
  isOneLine: true,
  isSelected: command.isOn,
  value: { type: 'command', command } as const,
});

const conversationItem = (conversation: PaletteConversation) => ({
  key: conversation.conversationId,
  name: conversation.title,
  description: '',
  isOneLine: true,
  isSelected: false,
  value: { type: 'conversation', conversation } as const,
});

/** Recent conversations and every command by its group; or what is found, the better kind first. */
export function groupEntries(
  commands: readonly PaletteCommand[],
  conversations: readonly PaletteConversation[],
  query: string,
): readonly SearchGroup<PaletteEntry>[] {
  if (query.trim() === '') {
    const names = [...new Set(commands.map(({ group }) => group))];
    return notEmpty([
      { name: 'Recent conversations', items: conversations.slice(0, recentCount).map(conversationItem) },
      ...names.map((name) => ({
        name,
        // A list begins at what is in use, where something is marked so: this one begins at its top.
        items: commands
          .filter(({ group }) => group === name)
          .map((command) => ({ ...commandItem(command), isSelected: false })),
      })),
    ]);
  }
  const foundCommands = rankEntries(commands, query);
  const foundConversations = rankEntries(conversations, query).slice(0, mostFound);
  const groups = [
    { name: 'Commands', items: foundCommands.map(({ entry }) => commandItem(entry)) },
    { name: 'Conversations', items: foundConversations.map(({ entry }) => conversationItem(entry)) },
  ];
  const isConversationBetter =
    (foundConversations[0]?.rank ?? Infinity) < (foundCommands[0]?.rank ?? Infinity);
  return notEmpty(isConversationBetter ? groups.toReversed() : groups);
}

const notEmpty = (groups: readonly SearchGroup<PaletteEntry>[]): readonly SearchGroup<PaletteEntry>[] =>
  groups.filter(({ items }) => items.length > 0);
