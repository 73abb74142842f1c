import type { InputOf } from '#shared/contracts/index';
import type { Bridge } from '../../bridge/bridge';
import { describeError } from '../../lib/describe-error';
import type { ToastStore } from '../../ui/toast-store';
import { tellSaved } from './tell-saved';

/** Saves code or a table of a reply where the person says, and tells how it went. */
export async function savePiece(
  bridge: Bridge,
  toasts: ToastStore,
  piece: InputOf<'export.savePiece'>,
): Promise<void> {
  const answer = await bridge.call('export.savePiece', piece);
  if (!answer.ok) toasts.show(describeError(answer.error).sentence);
  else if (answer.value !== null) tellSaved(bridge, toasts, answer.value);
}
