import { useEffect, useEffectEvent } from 'react';
import { useAppEvent } from '../bridge/bridge-context';
import { commandOfKey, type WindowCommand } from './shortcuts';

/** A dialog or a menu is open: its keys are its own. */
const isCovered = (): boolean =>
  document.querySelector('[role=dialog], [role=menu], [role=alertdialog]') !== null;

/** Runs what keys and the menu ask for. `run` answers false for what it does not do just now, and the key goes on. */
export function useWindowCommands(run: (command: WindowCommand) => boolean): void {
  const onCommand = useEffectEvent(run);
  useAppEvent((event) => {
    if (event.type === 'command') run(event.command);
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
