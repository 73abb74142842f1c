import type { ConversationRow } from '#shared/domain/conversation';
import { dateGroup } from '../../lib/dates';

export type SidebarItem =
  | { readonly type: 'group'; readonly key: string; readonly name: string }
  | { readonly type: 'row'; readonly key: string; readonly row: ConversationRow };

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Rows, newest first, under the names of their dates. */
export function groupRows(rows: readonly ConversationRow[], now: number): readonly SidebarItem[] {
  const items: SidebarItem[] = [];
  let group = '';
  for (const row of rows) {
    const name = dateGroup(row.updatedAt, now);
    if (name !== group) items.push({ type: 'group', key: `group-${name}`, name });
    group = name;
    items.push({ type: 'row', key: row.id, row });
  }
  return items;
}

/** Rows whose title holds every word of the query, whatever its case and accents. */
export function filterRows(rows: readonly ConversationRow[], query: string): readonly ConversationRow[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const title = fold(row.title);
    return words.every((word) => title.includes(word));
  });
}
