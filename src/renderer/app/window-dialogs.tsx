import type { MessageId } from '#shared/domain/ids';
import { assertNever } from '#shared/kernel/assert-never';
import { lazy, Suspense, type ReactNode } from 'react';
import { MessageImage, SentFile } from './message-file-dialogs';
import { CompareDialog } from '../features/compare/index';
import { ShortcutsDialog } from '../features/shortcuts/index';
import { useTranscript } from '../features/transcript/index';
import { RegenerateWith } from './regenerate-with';
import { WindowPalette } from './window-palette';
import type { WindowDialog } from './window-state';
import type { WindowStore } from './window-store';

const SettingsDialog = lazy(() => import('../screens/settings/settings-dialog'));
const ExportDialog = lazy(async () => ({
  default: (await import('../features/export/index')).ExportDialog,
}));
const AllMyDataDialog = lazy(async () => ({
  default: (await import('../features/export/index')).AllMyDataDialog,
}));
const BackupDialog = lazy(async () => ({
  default: (await import('../features/backup/index')).BackupDialog,
}));
const RestoreFlow = lazy(async () => ({
  default: (await import('../features/backup/index')).RestoreFlow,
}));
const ImportDialog = lazy(async () => ({
  default: (await import('../features/import/index')).ImportDialog,
}));

interface WindowDialogsProps {
  readonly parley: WindowStore;
  readonly dialog: WindowDialog;
  readonly onChange: (dialog: WindowDialog) => void;
}

export function WindowDialogs({ parley, dialog, onChange }: WindowDialogsProps) {
  const close = (): void => onChange(null);
  if (dialog === null) return null;
  return <Suspense>{dialogOf(dialog)}</Suspense>;

  function dialogOf(open: NonNullable<WindowDialog>): ReactNode {
    switch (open.type) {
      case 'settings':
        return (
          <SettingsDialog
            place={open.place}
            onMove={(place) => onChange({ type: 'settings', place })}
            onClose={close}
          />
        );
      case 'shortcuts':
        return <ShortcutsDialog onClose={close} />;
      case 'palette':
        return <WindowPalette parley={parley} focusedId={open.focusedId} onClose={close} />;
      case 'export':
        return <ExportDialog conversations={open.conversations} onClose={close} />;
      case 'all-my-data':
        return <AllMyDataDialog onClose={close} />;
      case 'back-up':
        return <BackupDialog onClose={close} />;
      case 'restore':
        return <RestoreFlow onClose={close} />;
      case 'import':
        return <ImportDialog onClose={close} />;
      case 'compare':
        return <CompareVersions messageId={open.messageId} onClose={close} />;
      case 'image':
        return <MessageImage image={open.image} draftKey="new" onClose={close} />;
      case 'file':
        return <SentFile file={open.file} onClose={close} />;
      case 'regenerate':
        return (
          <RegenerateWith
            messageId={open.messageId}
            onAddKey={(providerId = null) =>
              onChange({ type: 'settings', place: { tab: 'Providers', providerId } })
            }
            onClose={close}
          />
        );
      default:
        return assertNever(open);
    }
  }
}

interface OfMessage {
  readonly messageId: MessageId;
}

function CompareVersions({ messageId, onClose }: OfMessage & { readonly onClose: () => void }) {
  const conversationId = useTranscript((state) => state.conversationId);
  return conversationId === null ? null : <CompareDialog {...{ conversationId, messageId, onClose }} />;
}
