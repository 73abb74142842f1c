import type { ExportProgress } from '#shared/domain/export';
import { useIsReview } from '../../bridge/review-context';
import { formatCount } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Dialog } from '../../ui/dialog';
import { ChoosingPlace, SaveFoot, SaveProgress } from './save-foot';
import { useSaving } from './use-export';

/** Everything that is held about the person, as one archive that is read without Parley. */
export function AllMyDataDialog({ onClose }: { readonly onClose: () => void }) {
  const { save, cancel, isSaving, progress, failure } = useSaving(
    (bridge, runId) => bridge.call('export.saveEverything', { runId }),
    onClose,
  );
  const isReview = useIsReview();
  return (
    <Dialog isOpen onClose={isSaving ? cancel : onClose} title="Save all my data">
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4">
        <p>
          One ZIP file with everything that Parley keeps{' '}
          {isReview ? 'in what is reviewed' : 'about you on this computer'}:
        </p>
        <ul className="flex list-disc flex-col gap-1 pl-5">
          <li>
            every conversation, those in the archive and the trash too: as a page for any browser, and as a
            file that Parley imports
          </li>
          <li>pictures and documents, drafts, and messages that wait</li>
          <li>personas, folders, tags, settings, rules, your own models and prices</li>
          <li>usage and cost, requests and their answers, the audit log, records of imports</li>
        </ul>
        <p className="text-muted">
          Your keys are not in it, only what is known of them. Temporary conversations are not in it either:
          they are on no disk. A page in the file lists all that is in it and all that is not.
        </p>
        <Banner tone="warn">The file is not encrypted. Whoever has it can read it.</Banner>
        {failure !== null && (
          <Banner tone="bad" role="alert">
            {failure}
          </Banner>
        )}
      </div>
      <SaveFoot isSaving={isSaving} onSave={() => save(null)} onCancel={isSaving ? cancel : onClose}>
        {isSaving && <ArchiveState progress={progress} />}
      </SaveFoot>
    </Dialog>
  );
}

const steps: Readonly<Record<NonNullable<ExportProgress['step']>, string>> = {
  files: 'Pictures and documents',
  conversations: 'Conversations',
  pages: 'Pages to read',
  records: 'Everything else',
};

function ArchiveState({ progress }: { readonly progress: ExportProgress | null }) {
  if (progress === null) return <ChoosingPlace />;
  const { step = 'records', conversations, of } = progress;
  const text = `${steps[step]}: ${formatCount(conversations)} of ${formatCount(of)}`;
  return <SaveProgress name={steps[step]} text={text} bar={{ value: conversations, max: of }} />;
}
