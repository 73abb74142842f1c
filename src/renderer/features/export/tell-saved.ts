import type { OutputOf } from '#shared/contracts/index';
import type { Bridge } from '../../bridge/bridge';
import type { ToastStore } from '../../ui/toast-store';

/** Says that a file was written, and offers to show it. */
export function tellSaved(
  bridge: Bridge,
  toasts: ToastStore,
  { exportId, fileName }: NonNullable<OutputOf<'export.save'>>,
): void {
  toasts.show(`Saved as ${fileName}`, {
    name: 'Show in folder',
    onChoose: () => void bridge.call('export.reveal', { exportId }),
  });
}
