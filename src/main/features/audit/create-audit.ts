import type { OutputOf } from '#shared/contracts/index';
import type { AuditRow, AuditVerdict } from '#shared/domain/audit';
import type { AuditArea } from '#shared/domain/audit-kinds';
import type { AuditHistory, AuditLog } from '#main/ports/audit-log';
import type { ExportFiles } from '#main/ports/export-files';

export interface AuditPorts {
  readonly audit: AuditLog & AuditHistory;
  readonly files: ExportFiles;
  /** Lets others have the process, between two pages. */
  readonly pause: () => Promise<void>;
}

/** The log of what matters, as it is read. */
export interface AuditFeature {
  list(area: AuditArea | null, before: number | null): OutputOf<'audit.list'>;
  verify(): Promise<AuditVerdict>;
  /** Asks where, and writes. Null when the person chose no place. Throws `export.not-written`. */
  export(format: 'csv' | 'json', windowId: number): Promise<OutputOf<'audit.export'>>;
}

const pageSize = 200;
const kinds = { csv: 'Comma-separated values', json: 'JSON' } as const;

export function createAudit({ audit, files, pause }: AuditPorts): AuditFeature {
  return {
    list(area, before) {
      const entries = audit.list(area, before, pageSize);
      const last = entries.at(-1);
      const next = entries.length < pageSize || last === undefined ? null : last.seq;
      return { entries, next, total: audit.count(area) };
    },
    verify: () => audit.verify(),
    async export(format, windowId) {
      const name = `Parley audit log.${format}`;
      const title = 'Export the audit log';
      const file = await files.choose(windowId, { title, name, ending: format, kind: kinds[format] });
      if (file === null) return null;
      let entries = 0;
      const rows = eachRow(audit, pause, () => {
        entries += 1;
      });
      await file.write(format === 'csv' ? csvOf(rows) : jsonOf(rows));
      audit.record({
        kind: 'export.written',
        facts: { format, scope: 'audit', trigger: 'person', conversations: 0, messages: 0, files: 0 },
      });
      return { fileName: file.name, entries };
    },
  };
}

async function* eachRow(
  audit: AuditHistory,
  pause: () => Promise<void>,
  count: () => void,
): AsyncGenerator<AuditRow, void, undefined> {
  for (let after = 0; ;) {
    const page = audit.listAfter(after, pageSize);
    for (const row of page) {
      count();
      yield row;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.seq;
    await pause();
  }
}

/** A spreadsheet takes these for a formula, which an entry must not become. */
const formula = /^[=+\-@\t\r]/;

const cell = (text: string): string => `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

async function* csvOf(rows: AsyncIterable<AuditRow>): AsyncGenerator<string, void, undefined> {
  yield 'entry,time,kind,facts,hash\r\n';
  for await (const { seq, at, kind, facts, hash } of rows) {
    const cells = [new Date(at).toISOString(), kind, JSON.stringify(facts), hash].map(cell);
    yield `${seq},${cells.join(',')}\r\n`;
  }
}

async function* jsonOf(rows: AsyncIterable<AuditRow>): AsyncGenerator<string, void, undefined> {
  let isFirst = true;
  yield '[\n';
  for await (const row of rows) {
    yield `${isFirst ? '' : ',\n'}${JSON.stringify({ ...row, at: new Date(row.at).toISOString() })}`;
    isFirst = false;
  }
  yield '\n]\n';
}
