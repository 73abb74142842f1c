import type { ImportState } from '#shared/domain/import';
import { Banner } from '../../ui/banner';
import { Dialog } from '../../ui/dialog';
import { ImportEnd } from './import-end';
import { ImportFound } from './import-found';
import { ImportLooking } from './import-looking';
import { ImportRunning } from './import-running';
import { ImportStart } from './import-start';
import { isRunning, useImport, type ImportActions } from './use-import';

/** Conversations of other programs: what is there, what of it to bring in, how far it is, and what came of it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { state, failure, actions } = useImport();
  const close = (): void => {
    actions.close();
    onClose();
  };
  return (
    <Dialog isOpen onClose={close} title={titleOf(state)} size="w-[560px] max-h-[86vh]">
      {failure !== null && (
        <div className="px-4 pt-4">
          <Banner tone="bad" role="alert">
            {failure}
          </Banner>
        </div>
      )}
      <Phase state={state} actions={actions} onClose={close} />
    </Dialog>
  );
}

interface PhaseProps {
  readonly state: ImportState | null;
  readonly actions: ImportActions;
  readonly onClose: () => void;
}

function Phase({ state, actions, onClose }: PhaseProps) {
  if (state === null) return <ImportStart actions={actions} />;
  if (state.phase === 'looking') return <ImportLooking state={state} onClose={onClose} />;
  if (state.phase === 'found' && state.found !== null)
    return (
      <ImportFound
        key={state.importId}
        state={state}
        found={state.found}
        actions={actions}
        onClose={onClose}
      />
    );
  if (isRunning(state)) return <ImportRunning state={state} actions={actions} onClose={onClose} />;
  return <ImportEnd key={state.importId} state={state} actions={actions} onClose={onClose} />;
}

function titleOf(state: ImportState | null): string {
  if (state === null) return 'Bring in conversations';
  return state.phase === 'found' ? `Import “${state.name}”?` : `Import “${state.name}”`;
}
