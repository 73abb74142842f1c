import type { OutputOf, ParsedInputOf } from '#shared/contracts/index';
import { addSums } from '#shared/domain/add-sums';
import { providerIdSchema, type ConversationId } from '#shared/domain/ids';
import type { UsageGroup, UsageRange } from '#shared/domain/ledger';
import type { ExportFiles } from '#main/ports/export-files';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { UsageRepository } from '#main/ports/usage-repository';
import { csvHeader, csvLine } from './ledger-csv';

export interface UsagePorts {
  readonly usage: UsageRepository;
  readonly directory: Pick<ProviderDirectory, 'find'>;
  readonly files: ExportFiles;
  /** Lets others have the process, between two pages. */
  readonly pause: () => Promise<void>;
}

/** What was asked of models and what it cost. */
export interface UsageFeature {
  read(input: ParsedInputOf<'usage.read'>): OutputOf<'usage.read'>;
  ofConversation(id: ConversationId): OutputOf<'usage.ofConversation'>;
  /** Asks where, and writes. Null when the person chose no place. Throws `export.not-written`. */
  export(range: UsageRange, windowId: number): Promise<OutputOf<'usage.export'>>;
}

/** Groups that a window lists. */
const mostGroups = 200;
const pageSize = 500;

export function createUsage({ usage, directory, files, pause }: UsagePorts): UsageFeature {
  const named = (group: UsageGroup): UsageGroup => {
    const id = providerIdSchema.safeParse(group.key);
    return { ...group, name: id.success ? (directory.find(id.data)?.name ?? null) : null };
  };
  return {
    read({ range, by }) {
      const all = usage.groups(range, by);
      const days = usage.days(range);
      const groups = all.slice(0, mostGroups).map(by === 'provider' ? named : (group) => group);
      const beyond = all.slice(mostGroups).map(({ sum }) => sum);
      return {
        total: addSums(days.map(({ sum }) => sum)),
        days,
        groups,
        others: beyond.length === 0 ? null : { groups: beyond.length, sum: addSums(beyond) },
      };
    },
    ofConversation: (id) => usage.ofConversation(id),
    async export(range, windowId) {
      const name = 'Parley usage.csv';
      const kind = 'Comma-separated values';
      const file = await files.choose(windowId, { title: 'Export usage', name, ending: 'csv', kind });
      if (file === null) return null;
      let requests = 0;
      await file.write(
        countLines(csvOf(usage, range, pause), () => {
          requests += 1;
        }),
      );
      return { fileName: file.name, requests: Math.max(0, requests - 1) };
    },
  };
}

async function* countLines(lines: AsyncIterable<string>, count: () => void) {
  for await (const line of lines) {
    count();
    yield line;
  }
}

async function* csvOf(
  usage: UsageRepository,
  range: UsageRange,
  pause: () => Promise<void>,
): AsyncGenerator<string, void, undefined> {
  yield csvHeader();
  for (let after = 0; ;) {
    const page = usage.list(range, after, pageSize);
    for (const entry of page) yield csvLine(entry);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.position;
    await pause();
  }
}
