import { useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { SettingRow, SettingRows } from '../../ui/setting-row';
import { ImportDialog } from './import-dialog';
import { isRunning } from './use-import';

/** Conversations of other programs come in here. */
export function ImportSection() {
  const [isOpen, setIsOpen] = useState(false);
  const state = useRemote('import.state').value;
  const isActive = state !== null && isRunning(state);
  return (
    <SettingRows>
      <SettingRow
        label="Bring in conversations"
        hint="From ChatGPT, Claude, Gemini, LibreChat, Open WebUI and others, or from a file that Parley wrote."
      >
        {({ id, describedBy }) => (
          <Button id={id} aria-describedby={describedBy} className="h-8" onClick={() => setIsOpen(true)}>
            {isActive ? 'Show the import…' : 'Import…'}
          </Button>
        )}
      </SettingRow>
      {isOpen && <ImportDialog onClose={() => setIsOpen(false)} />}
    </SettingRows>
  );
}
