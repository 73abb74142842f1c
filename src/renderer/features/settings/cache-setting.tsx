import { cacheDayChoices, cacheMegabyteChoices } from '#shared/domain/answer-cache';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#shared/contracts/index';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { countOf, formatBytes } from '../../lib/numbers';
import { ConfirmButton } from '../../ui/confirm-button';
import { SettingRow, SettingRows } from '../../ui/setting-row';
import { SelectRow } from '../../ui/text-field';
import { useUpdateSettings } from './use-update-settings';

/** Answers that are used again, where a persona or a conversation asks for it. */
export function CacheSetting() {
  const bridge = useBridge();
  const settings = useRemote('settings.get').value;
  const [size, setSize] = useState<OutputOf<'cache.size'> | null>(null);
  const update = useUpdateSettings();
  useEffect(() => {
    void bridge.call('cache.size', null).then((answer) => {
      if (answer.ok) setSize(answer.value);
    });
  }, [bridge]);
  if (settings === null || size === null) return null;
  const clear = async (): Promise<void> => {
    const answer = await bridge.call('cache.clear', null);
    if (answer.ok) setSize({ answers: 0, bytes: 0 });
  };
  return (
    <SettingRows>
      <SelectRow
        label="Use answers again for"
        hint="Where a persona or a conversation asks for it. It is off until then."
        value={settings.cacheDays}
        onChange={({ target }) => {
          const cacheDays = cacheDayChoices.find((days) => String(days) === target.value);
          if (cacheDays !== undefined) update({ cacheDays });
        }}
      >
        {cacheDayChoices.map((days) => (
          <option key={days} value={days}>
            {countOf(days, 'day')}
          </option>
        ))}
      </SelectRow>
      <SelectRow
        label="Keep at most"
        hint="The oldest answers make room."
        value={settings.cacheMegabytes}
        onChange={({ target }) => {
          const cacheMegabytes = cacheMegabyteChoices.find((choice) => String(choice) === target.value);
          if (cacheMegabytes !== undefined) update({ cacheMegabytes });
        }}
      >
        {cacheMegabyteChoices.map((megabytes) => (
          <option key={megabytes} value={megabytes}>
            {megabytes} MB
          </option>
        ))}
      </SelectRow>
      <SettingRow
        label="Kept now"
        hint={
          size.answers === 0
            ? 'No answers.'
            : `${countOf(size.answers, 'answer')}, ${formatBytes(size.bytes)}.`
        }
      >
        {() =>
          size.answers > 0 && (
            <ConfirmButton question="The messages stay." onConfirm={() => void clear()}>
              Empty
            </ConfirmButton>
          )
        }
      </SettingRow>
    </SettingRows>
  );
}
