import type { ConversationId } from '#shared/domain/ids';
import { useEffect, useEffectEvent } from 'react';
import { useAppEvent } from '../bridge/bridge-context';
import { commandOfKey, type WindowCommand } from './shortcuts';

/** A dialog or a menu is open: its keys are its own. */
const isCovered = (): boolean =>
  document.querySelector('[role=dialog], [role=menu], [role=alertdialog]') !== null;

interface WindowActions {
  /** False for what it does not do just now: the key goes on. */
  readonly run: (command: WindowCommand) => boolean;
  readonly openConversation: (id: ConversationId) => void;
}

/** Does what keys, the menu and notifications ask this window for. */
export function useWindowCommands({ run, openConversation }: WindowActions): void {
  const onCommand = useEffectEvent(run);
  useAppEvent((event) => {
    if (event.type === 'command') run(event.command);
    if (event.type === 'conversation.open') openConversation(event.conversationId);
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandOfKey(event);
      if (command === null || isCovered()) return;
      if (onCommand(command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
