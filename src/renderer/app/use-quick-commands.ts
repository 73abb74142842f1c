import type { CommandId } from '#shared/domain/commands';
import { parseAppLink } from '#shared/domain/app-link';
import type { ConversationId, ProviderId } from '#shared/domain/ids';
import { useMemo } from 'react';
import { useBridge } from '../bridge/bridge-context';
import { useTranscriptStore, type FirstChoice } from '../features/transcript/index';
import { focusComposer } from './panes';

interface QuickParts {
  readonly first: FirstChoice;
  readonly onChooseModel: () => void;
  /** What was chosen for the conversation that is left is forgotten. */
  readonly onBegin: () => void;
}

export interface QuickCommands {
  readonly begin: () => void;
  /** Goes on in a large window, with what is shown here. */
  readonly leave: (command?: CommandId | null) => void;
  readonly hide: () => void;
  /** False for what it does not do. */
  readonly run: (command: CommandId) => boolean;
  readonly openConversation: (id: ConversationId) => void;
  readonly openAppLink: (target: string) => void;
}

const guide = { providerId: 'guide' as ProviderId, modelId: 'guide' };

/** What a large window does for the quick one: the quick one has no room for it. */
const isElsewhere = (command: CommandId): boolean =>
  command.startsWith('settings-') ||
  ['open-settings', 'show-shortcuts', 'command-palette', 'choose-persona'].includes(command);

/** What keys, the menu and links can do with the quick window. */
export function useQuickCommands({ first, onChooseModel, onBegin }: QuickParts): QuickCommands {
  const bridge = useBridge();
  const { store, actions } = useTranscriptStore();
  return useMemo(() => {
    const begin = (): void => {
      onBegin();
      void actions.open(null);
      focusComposer();
    };
    const leave = (command: CommandId | null = null): void => {
      const { conversation } = store.getState();
      void bridge.call('quick.leave', { conversationId: conversation?.id ?? null, command });
      // It goes on there; what is asked here next is another conversation.
      if (conversation !== null) begin();
    };
    const hide = (): void => void bridge.call('quick.hide', null);
    const stopOrHide = (): void => {
      if (store.getState().live !== null) void actions.stop();
      else hide();
    };
    const own: Partial<Record<CommandId, () => void>> = {
      stop: stopOrHide,
      'new-conversation': begin,
      'choose-model': onChooseModel,
      'focus-composer': focusComposer,
      'edit-last': actions.editLast,
    };
    const run = (command: CommandId): boolean => {
      const act = own[command];
      if (act !== undefined) act();
      else if (isElsewhere(command)) leave(command);
      else return false;
      return true;
    };
    return {
      begin,
      leave,
      hide,
      run,
      openConversation: (id) => void actions.open(id),
      openAppLink(target) {
        const link = parseAppLink(target);
        if (link?.type === 'action') run(link.action);
        else if (link?.type === 'settings')
          leave(link.tab === 'general' ? 'open-settings' : `settings-${link.tab}`);
        else if (link !== null) void actions.send(target, { ...first, model: guide });
      },
    };
  }, [bridge, store, actions, first, onChooseModel, onBegin]);
}
