import type { ExportOptions } from '#shared/domain/export';
import { exportFormats, type ExportFormat } from '#shared/domain/export-formats';
import type { ConversationId } from '#shared/domain/ids';
import { useState } from 'react';
import { describeError } from '../../lib/describe-error';
import { formatBytes } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { SelectRow } from '../../ui/text-field';
import { usePreview, type Preview } from './use-preview';
import { useSave } from './use-save';

const formatNames: Readonly<Record<ExportFormat, string>> = {
  markdown: 'Markdown',
  html: 'Web page (HTML)',
  text: 'Plain text',
};

interface ExportDialogProps {
  readonly conversationId: ConversationId;
  readonly onClose: () => void;
}

/** A conversation as a file: what goes into it, exactly what will be written, and where. */
export function ExportDialog({ conversationId, onClose }: ExportDialogProps) {
  const [options, setOptions] = useState<ExportOptions>({
    format: 'markdown',
    branches: 'active',
    hasThinking: false,
  });
  const preview = usePreview(conversationId, options);
  const { save, isSaving, failure } = useSave(conversationId, onClose);
  return (
    <Dialog isOpen onClose={onClose} title="Export conversation" size="w-[720px] h-[80vh]">
      <div className="flex min-h-0 flex-1 flex-col gap-3 p-4">
        <Choices options={options} onChange={setOptions} />
        <PreviewView preview={preview} />
        {failure !== null && (
          <Banner tone="bad" role="alert">
            {failure}
          </Banner>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-2 border-t border-line px-4 py-3">
        <p className="min-w-0 flex-1 truncate text-muted" role="status">
          {summaryOf(preview)}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isSaving || preview.value === null} onClick={() => save(options)}>
          Save…
        </Button>
      </div>
    </Dialog>
  );
}

function Choices({
  options,
  onChange,
}: {
  readonly options: ExportOptions;
  readonly onChange: (options: ExportOptions) => void;
}) {
  return (
    <SettingRows>
      <SelectRow
        label="Format"
        value={options.format}
        onChange={({ target }) => {
          const format = exportFormats.find((name) => name === target.value);
          if (format !== undefined) onChange({ ...options, format });
        }}
      >
        {exportFormats.map((format) => (
          <option key={format} value={format}>
            {formatNames[format]}
          </option>
        ))}
      </SelectRow>
      <SelectRow
        label="Branches"
        value={options.branches}
        onChange={({ target }) =>
          onChange({ ...options, branches: target.value === 'all' ? 'all' : 'active' })
        }
      >
        <option value="active">The one that is shown</option>
        <option value="all">All, one after the other</option>
      </SelectRow>
      <Switch
        label="Thinking"
        hint="What the model thought before it answered."
        isOn={options.hasThinking}
        onChange={(hasThinking) => onChange({ ...options, hasThinking })}
      />
    </SettingRows>
  );
}

/** Source text, never drawn: what is in a file cannot do anything here. */
function PreviewView({ preview: { value, error, isMaking } }: { readonly preview: Preview }) {
  if (error !== null) {
    return (
      <Banner tone="bad" role="alert">
        {describeError(error).sentence}
      </Banner>
    );
  }
  return (
    <figure className="flex min-h-0 flex-1 flex-col gap-1.5">
      <figcaption className="text-muted">What will be written</figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label="Preview"
        aria-busy={isMaking}
        className="min-h-24 flex-1 overflow-auto rounded-lg border border-line bg-panel p-3 font-mono text-[12px] leading-normal break-words whitespace-pre-wrap"
      >
        {value?.text ?? ''}
      </pre>
      {value?.isCut === true && (
        <p className="text-muted">This is the beginning. The file holds all of it.</p>
      )}
    </figure>
  );
}

const summaryOf = ({ value }: Preview): string =>
  value === null ? '' : `${value.fileName}, ${formatBytes(value.bytes)}`;
