import { useState } from 'react';
import { Button } from '../../ui/button';
import { SettingRow, SettingRows } from '../../ui/setting-row';
import { ExportDialog } from './export-dialog';

/** Everything as files that other programs read, and that Parley reads back. */
export function ExportSection() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SettingRows>
      <SettingRow
        label="Export everything"
        hint="All conversations as Markdown, web pages, PDF, a table, or one file that Parley imports without loss."
      >
        {({ id, describedBy }) => (
          <Button
            id={id}
            aria-label="Export everything…"
            aria-describedby={describedBy}
            className="h-8"
            onClick={() => setIsOpen(true)}
          >
            Export everything…
          </Button>
        )}
      </SettingRow>
      {isOpen && <ExportDialog conversations="all" onClose={() => setIsOpen(false)} />}
    </SettingRows>
  );
}
