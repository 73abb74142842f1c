import type { ConversationRow } from '#shared/domain/conversation';
import { dateGroup } from '../../lib/dates';

export type SidebarItem =
  | { readonly type: 'group'; readonly key: string; readonly name: string }
  | { readonly type: 'row'; readonly key: string; readonly row: ConversationRow };

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
