import type { ImportState, ImportSummary } from '#shared/domain/import';
import { useState } from 'react';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { NotedItems } from './noted-items';
import { SummaryFacts } from './summary-facts';
import type { ImportActions } from './use-import';

interface ImportFoundProps {
  readonly state: ImportState;
  readonly found: ImportSummary;
  readonly actions: ImportActions;
  readonly onClose: () => void;
}

/** What is there and what of it is new; nothing is stored yet. */
export function ImportFound({ state, found, actions, onClose }: ImportFoundProps) {
  const [intoFolder, setIntoFolder] = useState(true);
  const [onlyNew, setOnlyNew] = useState(false);
  const { outcomes } = found;
  const count = outcomes.new + (onlyNew ? 0 : outcomes.added);
  const isForeign = found.apps.some((app) => app !== 'parley');
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <SummaryFacts summary={found} />
        <p role="status" className="font-medium">
          {sayWhatIsNew(found)}
        </p>
        {count + outcomes.added > 0 && (
          <SettingRows>
            {isForeign && (
              <Switch
                label="Into a folder of their own"
                hint="“From ChatGPT”, or what the program is called. Off: among the others."
                isOn={intoFolder}
                onChange={setIntoFolder}
              />
            )}
            {outcomes.added > 0 && (
              <Switch
                label="Only new conversations"
                hint={`${countOf(outcomes.added, 'conversation')} that you have would get no new messages.`}
                isOn={onlyNew}
                onChange={setOnlyNew}
              />
            )}
          </SettingRows>
        )}
        {isForeign && (
          <p className="text-muted">
            Conversations are taken, and nothing else: settings, keys, addresses, tools and commands that are
            in it stay there.
          </p>
        )}
        {outcomes.failed + found.noted > 0 && <NotedItems importId={state.importId} />}
      </div>
      <div className="flex shrink-0 items-center justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>{count === 0 ? 'Close' : 'Cancel'}</Button>
        {count > 0 && (
          <Button
            look="primary"
            autoFocus
            onClick={() => actions.begin({ intoFolder: isForeign && intoFolder, onlyNew })}
          >
            Import {countOf(count, 'conversation')}
          </Button>
        )}
      </div>
    </>
  );
}

function sayWhatIsNew({ outcomes: { added, existing, failed, new: fresh } }: ImportSummary): string {
  const said = [
    fresh > 0 ? `${countOf(fresh, 'conversation')} ${fresh === 1 ? 'is' : 'are'} new.` : '',
    added > 0
      ? `${countOf(added, 'conversation')} you have ${added === 1 ? 'has' : 'have'} new messages.`
      : '',
    existing > 0 ? `${countOf(existing, 'conversation')} ${existing === 1 ? 'is' : 'are'} here already.` : '',
    failed > 0 ? `${countOf(failed, 'record')} cannot be read.` : '',
  ].filter((sentence) => sentence !== '');
  return said.length === 0 ? 'There are no conversations in it.' : said.join(' ');
}
