import type { ExportOptions } from '#shared/domain/export';
import { exportFormats, makesFolder } from '#shared/domain/export-formats';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { SelectRow } from '../../ui/text-field';
import { formatNames } from './format-names';

interface ExportChoicesProps {
  readonly options: ExportOptions;
  readonly isMany: boolean;
  readonly isZip: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (options: ExportOptions) => void;
  readonly onZip: (isZip: boolean) => void;
}

export function ExportChoices({ options, isMany, isZip, isDisabled, onChange, onZip }: ExportChoicesProps) {
  return (
    <fieldset disabled={isDisabled} className="contents">
      <SettingRows>
        <SelectRow
          label="Format"
          value={options.format}
          onChange={({ target }) => {
            const format = exportFormats.find((name) => name === target.value);
            if (format !== undefined) onChange({ ...options, format });
          }}
        >
          {exportFormats
            .filter((format) => !isMany || format !== 'markdown')
            .map((format) => (
              <option key={format} value={format}>
                {formatNames[format]}
              </option>
            ))}
        </SelectRow>
        {makesFolder(options.format, isMany) && (
          <SelectRow
            label="Save as"
            value={isZip ? 'zip' : 'folder'}
            onChange={({ target }) => onZip(target.value === 'zip')}
          >
            <option value="folder">A new folder</option>
            <option value="zip">One zip file</option>
          </SelectRow>
        )}
        {options.format !== 'json' && (
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
        )}
        {options.format !== 'json' && (
          <Switch
            label="Thinking"
            hint="What the model thought before it answered."
            isOn={options.hasThinking}
            onChange={(hasThinking) => onChange({ ...options, hasThinking })}
          />
        )}
      </SettingRows>
    </fieldset>
  );
}
