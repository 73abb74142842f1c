import type { OutputOf } from '#shared/contracts/index';
import { auditAreas, type AuditArea } from '#shared/domain/audit-kinds';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Select } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';
import { AuditList } from './audit-list';
import { areaNames } from './audit-words';
import { useAuditEntries } from './use-audit-entries';

type Verdict = OutputOf<'audit.verify'>;

const isArea = (text: string): text is AuditArea => (auditAreas as readonly string[]).includes(text);

/** What has happened to keys, providers and data; and whether anybody has changed the log of it. */
export function AuditSection() {
  const bridge = useBridge();
  const toasts = useToasts();
  const [area, setArea] = useState<AuditArea | null>(null);
  const [verdict, setVerdict] = useState<Verdict | 'looking' | null>(null);
  const { entries, total, readMore } = useAuditEntries(area);
  const verify = async (): Promise<void> => {
    setVerdict('looking');
    const answer = await bridge.call('audit.verify', null);
    setVerdict(answer.ok ? answer.value : null);
    if (!answer.ok) toasts.show(answer.error.message);
  };
  const save = async (format: 'csv' | 'json'): Promise<void> => {
    const answer = await bridge.call('audit.export', { format });
    if (!answer.ok) toasts.show(answer.error.message);
    else if (answer.value !== null) toasts.show(`Written: ${answer.value.fileName}`);
  };
  return (
    <section aria-label="Audit log" className="flex flex-col gap-2">
      <h3 className="font-medium">Audit log</h3>
      <p>
        Keys, providers, exports, imports, backups, erasures and rules: what happened and when, never what was
        written. Each entry holds the hash of the one before, so a change shows.
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label="Show"
          isLabelHidden
          value={area ?? ''}
          onChange={({ target }) => setArea(isArea(target.value) ? target.value : null)}
        >
          <option value="">Everything</option>
          {auditAreas.map((each) => (
            <option key={each} value={each}>
              {areaNames[each]}
            </option>
          ))}
        </Select>
        <Button disabled={verdict === 'looking'} onClick={() => void verify()}>
          Verify
        </Button>
        <Button look="quiet" onClick={() => void save('csv')}>
          Export as CSV
        </Button>
        <Button look="quiet" onClick={() => void save('json')}>
          Export as JSON
        </Button>
      </div>
      <p role="status" className={verdictLook(verdict)}>
        {describe(verdict)}
      </p>
      {entries.length === 0 ? (
        <p className="text-muted">
          {area === null ? 'Nothing has happened yet.' : 'Nothing of this kind has happened yet.'}
        </p>
      ) : (
        <AuditList entries={entries} total={total} onEnd={readMore} />
      )}
    </section>
  );
}

const verdictLook = (verdict: Verdict | 'looking' | null): string =>
  verdict !== null && verdict !== 'looking' && !verdict.isWhole ? 'text-bad' : 'text-muted';

function describe(verdict: Verdict | 'looking' | null): string {
  if (verdict === null) return '';
  if (verdict === 'looking') return 'Looking at every entry…';
  if (!verdict.isWhole) return `Broken at entry ${verdict.seq}. ${verdict.sentence}`;
  return `Whole: ${verdict.entries} ${verdict.entries === 1 ? 'entry' : 'entries'}, none changed.`;
}
