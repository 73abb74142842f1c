import { lazy, Suspense } from 'react';
import { ShortcutsDialog } from '../features/shortcuts/index';
import type { SettingsPlace } from '../screens/settings/settings-place';

const SettingsDialog = lazy(() => import('../screens/settings/settings-dialog'));

/** The dialog over the window; its code is loaded when it is first opened. */
export type WindowDialog =
  { readonly type: 'settings'; readonly place: SettingsPlace } | { readonly type: 'shortcuts' } | null;

interface WindowDialogsProps {
  readonly dialog: WindowDialog;
  readonly onChange: (dialog: WindowDialog) => void;
}

export function WindowDialogs({ dialog, onChange }: WindowDialogsProps) {
  if (dialog === null) return null;
  return (
    <Suspense>
      {dialog.type === 'settings' ? (
        <SettingsDialog
          place={dialog.place}
          onMove={(place) => onChange({ type: 'settings', place })}
          onClose={() => onChange(null)}
        />
      ) : (
        <ShortcutsDialog onClose={() => onChange(null)} />
      )}
    </Suspense>
  );
}
