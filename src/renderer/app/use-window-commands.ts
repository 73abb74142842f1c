import type { CommandId } from '#shared/domain/commands';
import type { ConversationId } from '#shared/domain/ids';
import type { Shortcuts } from '#shared/domain/shortcuts';
import { useEffect, useEffectEvent } from 'react';
import { useAppEvent } from '../bridge/bridge-context';
import { isMac } from '../lib/platform';
import { commandOfKey } from './shortcuts';

/** A dialog or a menu is open: its keys are its own. */
const isCovered = (): boolean =>
  document.querySelector('[role=dialog], [role=menu], [role=alertdialog]') !== null;

interface WindowActions {
  /** False for what it does not do just now: the key goes on. */
  readonly run: (command: CommandId) => boolean;
  readonly openConversation: (id: ConversationId) => void;
}

/** Does what keys, the menu and notifications ask this window for. */
export function useWindowCommands({ run, openConversation }: WindowActions, shortcuts: Shortcuts): void {
  useAppEvent((event) => {
    if (event.type === 'command') run(event.command);
    if (event.type === 'conversation.open') openConversation(event.conversationId);
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandOfKey(event, shortcuts, isMac());
    if (command === null || isCovered()) return;
    if (run(command)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
