import { commandIds, commands, type CommandId } from '#shared/domain/commands';
import type { ConversationRow } from '#shared/domain/conversation';
import { useContext, useEffect, useMemo, useState } from 'react';
import { useBridge, useRemote } from '../bridge/bridge-context';
import { useIsReview } from '../bridge/review-context';
import { Palette, type PaletteCommand } from '../features/palette/index';
import { useTranscript } from '../features/transcript/index';
import { shortcutLabel } from '../lib/platform';
import { ShortcutsContext } from '../ui/shortcut-labels';
import { canRun, commandState, titleNow } from './command-state';
import { readRow } from './conversation-commands';
import type { WindowStore } from './window-store';

interface WindowPaletteProps {
  readonly parley: WindowStore;
  /** The message that had the focus before. */
  readonly focusedId: string | null;
  readonly onClose: () => void;
}

/** The palette over this window: what can be done here and now. */
export function WindowPalette({ parley, focusedId, onClose }: WindowPaletteProps) {
  const shownId = useTranscript((state) => state.conversation?.id ?? null);
  const entries = usePaletteCommands(focusedId);
  /** The focus is back where it was when the command runs: many commands move it. */
  const afterClosing = (act: () => void): void => {
    onClose();
    requestAnimationFrame(() => requestAnimationFrame(act));
  };
  return (
    <Palette
      commands={entries}
      shownId={shownId}
      onRun={(id) => afterClosing(() => parley.run(id, focusedId))}
      onOpen={(id) => afterClosing(() => parley.openConversation(id))}
      onClose={onClose}
    />
  );
}

function usePaletteCommands(focusedId: string | null): readonly PaletteCommand[] {
  const bridge = useBridge();
  const isReview = useIsReview();
  const shortcuts = useContext(ShortcutsContext);
  const theme = useRemote('settings.get').value?.theme;
  const transcript = useTranscript((state) => state);
  const conversationId = transcript.conversation?.id ?? null;
  const [row, setRow] = useState<ConversationRow | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (conversationId !== null)
      void readRow(bridge, conversationId).then((read) => isCurrent && setRow(read));
    return () => {
      isCurrent = false;
    };
  }, [bridge, conversationId]);
  return useMemo(() => {
    const state = commandState(transcript, focusedId, isReview);
    const isOffered = (id: CommandId): boolean => id !== 'command-palette' && canRun(id, state);
    return commandIds.filter(isOffered).map((id) => {
      const keys = shortcuts[id];
      const { group, words, title } = commands[id];
      return {
        id,
        group,
        // As it stands in the list of keys it is found too, whichever half of it is to be done now.
        words: `${title.toLowerCase()} ${words}`,
        title: titleNow(id, state, row),
        keys: keys === null ? null : shortcutLabel(keys),
        isOn: id === `theme-${theme ?? ''}`,
      };
    });
  }, [transcript, focusedId, isReview, shortcuts, row, theme]);
}
