import { useState } from 'react';
import { Button } from '../../ui/button';
import { AllMyDataDialog } from './all-my-data-dialog';

/** What is kept about a person is theirs to take along. */
export function AllMyDataSection() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section aria-label="All my data" className="flex flex-col gap-2">
      <h3 className="font-medium">All my data</h3>
      <p>
        Everything that Parley keeps about you, in one file that needs no Parley to read: conversations as
        pages, the rest as tables and text. Your keys are not in it.
      </p>
      <div>
        <Button onClick={() => setIsOpen(true)}>Save all my data…</Button>
      </div>
      {isOpen && <AllMyDataDialog onClose={() => setIsOpen(false)} />}
    </section>
  );
}
