import { resolveShortcuts } from '#shared/domain/shortcuts';
import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useRemote } from '../bridge/bridge-context';
import { useFileActions } from '../features/attachments/index';
import { TranscriptHostContext, useTranscript, useTranscriptStore } from '../features/transcript/index';
import { hasMod, isMac } from '../lib/platform';
import { QuickScreen } from '../screens/quick/quick-screen';
import { ShortcutsContext } from '../ui/shortcut-labels';
import { focusComposer } from './panes';
import { QuickDialogs, type QuickDialog } from './quick-dialogs';
import { useQuickCommands } from './use-quick-commands';
import { useSeen } from './use-seen';
import { useTranscriptHost, type HostActions } from './use-transcript-host';
import { useWindowCommands } from './use-window-commands';
import { noChoice } from './window-state';

const noQuickChoice = { ...noChoice, draftKey: 'quick' } as const;

/** The small window over other programs: a question, its answer, and what follows from it. */
export function QuickWindow() {
  const [first, setFirst] = useState<typeof noChoice>(noQuickChoice);
  const [isPickerOpen, setPickerOpen] = useState(false);
  const [dialog, setDialog] = useState<QuickDialog>(null);
  const settings = useRemote('settings.get').value;
  const conversationId = useTranscript((state) => state.conversationId);
  const { store } = useTranscriptStore();
  const { reuse } = useFileActions();
  const openPicker = useCallback(() => setPickerOpen(true), []);
  const onBegin = useCallback(() => setFirst(noQuickChoice), []);
  const commands = useQuickCommands({ first, onChooseModel: openPicker, onBegin });
  const { leave, begin, openAppLink } = commands;

  const chosen = settings?.shortcuts;
  const shortcuts = useMemo(() => resolveShortcuts(chosen ?? {}, isMac()), [chosen]);
  useWindowCommands(commands, shortcuts);
  useSeen(conversationId);
  useFocusWhenShown();

  const actions = useMemo(
    (): HostActions => ({
      openAppLink,
      openProviderSettings: () => leave('settings-providers'),
      openBudgets: () => leave('open-settings'),
      chooseModel: openPicker,
      choosePersona: () => leave('choose-persona'),
      newConversation: begin,
      focusComposer,
      regenerateWith: (messageId) => setDialog({ type: 'regenerate', messageId }),
      inspect: () => leave(),
      compare: () => leave(),
      viewImage: (image) => setDialog({ type: 'image', image }),
      viewFile: (file) => setDialog({ type: 'file', file }),
      reuseImage: (image) => reuse(store.getState().conversationId ?? 'quick', image),
    }),
    [openAppLink, leave, openPicker, begin, reuse, store],
  );
  const host = useTranscriptHost(actions);
  const onSendKey = settings?.sendKey ?? 'enter';
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (!isLeaveKey(event, onSendKey === 'mod-enter')) return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };

  return (
    <ShortcutsContext value={shortcuts}>
      <TranscriptHostContext value={host}>
        <div className="h-full" onKeyDownCapture={onKeyDownCapture}>
          <QuickScreen
            {...{ first, isPickerOpen }}
            onFirst={setFirst}
            onPickerOpen={setPickerOpen}
            onAddKey={() => leave('settings-providers')}
            onBegin={begin}
            onLeave={() => leave()}
            onHide={commands.hide}
          />
        </div>
        <QuickDialogs dialog={dialog} onLeave={leave} onClose={() => setDialog(null)} />
      </TranscriptHostContext>
    </ShortcutsContext>
  );
}

/** Mod+Enter, but where it sends what is written. */
function isLeaveKey({ key, shiftKey, altKey, target, ...event }: KeyboardEvent, sends: boolean): boolean {
  if (key !== 'Enter' || shiftKey || altKey || event.nativeEvent.isComposing || !hasMod(event)) return false;
  return !(sends && target instanceof HTMLTextAreaElement && target.value.trim() !== '');
}

/** The window is hidden and shown again: what is typed next belongs into the message box. */
function useFocusWhenShown(): void {
  useEffect(() => {
    const focus = (): void => {
      if (document.querySelector('[role=dialog], [role=menu]') === null) focusComposer();
    };
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') focus();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);
}
