import type { ExportOptions, ExportScope } from '#shared/domain/export';
import { previewFormats } from '#shared/domain/export-formats';
import { useState } from 'react';
import { countOf, formatBytes } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Dialog } from '../../ui/dialog';
import { ExportChoices } from './export-choices';
import { ExportPreview } from './export-preview';
import { ExportState } from './export-state';
import { describeFormat } from './format-names';
import { SaveFoot } from './save-foot';
import { useExport } from './use-export';
import { usePreview, type Preview } from './use-preview';

interface ExportDialogProps {
  readonly conversations: ExportScope;
  readonly onClose: () => void;
}

/** Conversations as files: what goes into them, exactly what will be written where that is one text, and where. */
export function ExportDialog({ conversations, onClose }: ExportDialogProps) {
  const only = conversations !== 'all' && conversations.length === 1 ? conversations[0] : undefined;
  const isMany = only === undefined;
  const [options, setOptions] = useState<ExportOptions>({
    format: conversations === 'all' ? 'json' : isMany ? 'folder' : 'markdown',
    branches: 'active',
    hasThinking: false,
  });
  const [isZip, setIsZip] = useState(false);
  const preview = usePreview(only ?? null, options);
  const { save, cancel, isSaving, progress, failure } = useExport(conversations, onClose);
  const hasPreview = !isMany && previewFormats.some((format) => format === options.format);
  const canSave = !hasPreview || preview.value !== null;
  return (
    <Dialog
      isOpen
      onClose={isSaving ? cancel : onClose}
      title={titleOf(conversations)}
      size={isMany ? 'w-[560px]' : hasPreview ? 'w-[720px] h-[80vh]' : 'w-[720px]'}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-3 p-4">
        <ExportChoices
          {...{ options, isMany, isZip }}
          isDisabled={isSaving}
          onChange={setOptions}
          onZip={setIsZip}
        />
        {(isMany || !hasPreview || options.format === 'folder') && (
          <p className="text-muted">{describeFormat(options.format, isMany, isZip)}</p>
        )}
        {conversations === 'all' && <p className="text-muted">{trashNote(options)}</p>}
        {hasPreview && <ExportPreview preview={preview} />}
        {failure !== null && (
          <Banner tone="bad" role="alert">
            {failure}
          </Banner>
        )}
      </div>
      <SaveFoot
        {...{ isSaving, canSave }}
        onSave={() => save({ options, isZip })}
        onCancel={isSaving ? cancel : onClose}
      >
        {isSaving ? (
          <ExportState progress={progress} />
        ) : (
          <p className="truncate text-muted">{hasPreview ? summaryOf(preview) : ''}</p>
        )}
      </SaveFoot>
    </Dialog>
  );
}

function titleOf(conversations: ExportScope): string {
  if (conversations === 'all') return 'Export all conversations';
  return conversations.length === 1
    ? 'Export conversation'
    : `Export ${countOf(conversations.length, 'conversation')}`;
}

const trashNote = ({ format }: ExportOptions): string =>
  format === 'json'
    ? 'The archive and the trash are in it. Keys, settings and personas are not.'
    : 'The archive is in it; the trash is not.';

const summaryOf = ({ value }: Preview): string =>
  value === null ? '' : `${value.fileName}, ${formatBytes(value.bytes)}`;
