import type { ConversationId } from '#shared/domain/ids';
import { foldText } from '#shared/domain/fold-text';
import { useRef, useState } from 'react';
import { countOf } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SearchList } from '../../ui/search-list';
import { useConversations } from './conversations-context';
import { rowsInSight } from './conversations-store';
import { useSidebarStore } from './sidebar-context';

interface TagsDialogProps {
  readonly ids: readonly ConversationId[];
  readonly onClose: () => void;
}

interface Choice {
  readonly tag: string;
  readonly isTagged: boolean;
}

/** Puts tags on conversations and takes them off; what is written that is no tag yet becomes one. */
export function TagsDialog({ ids, onClose }: TagsDialogProps) {
  const sidebar = useSidebarStore();
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const groups = useChoices(ids, query);
  const choose = ({ tag, isTagged }: Choice): void => {
    void sidebar.organise(ids, { type: 'tag', tag, isTagged: !isTagged });
    setQuery('');
    search.current?.focus();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={ids.length === 1 ? 'Tags' : `Tags of ${countOf(ids.length, 'conversation')}`}
      size="w-[420px] h-[min(420px,80vh)]"
      initialFocus={search}
    >
      <SearchList
        searchRef={search}
        searchLabel="Find or make a tag"
        listLabel="Tags"
        query={query}
        onQuery={setQuery}
        groups={groups}
        onChoose={choose}
        renderName={({ tag }) => tag}
        renderAside={() => null}
        empty={<p className="px-6 text-center text-muted">Write a word to make the first tag.</p>}
      />
      <div className="flex justify-end border-t border-line p-3">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}

/** A tag may hold anything but a comma, which separates tags, and controls. */
const cleanTag = (text: string): string =>
  text
    .replace(/[\p{Cc},]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 40)
    .trim();

function useChoices(ids: readonly ConversationId[], query: string) {
  const tags = useConversations((state) => state.tags);
  const lists = useConversations((state) => state.lists);
  const shown = useConversations((state) => state.shown);
  const rows = rowsInSight({ lists, shown }).filter(({ id }) => ids.includes(id));
  // Archived conversations are not counted, and have tags as well.
  const names = [...new Set([...tags.map(({ tag }) => tag), ...rows.flatMap((row) => row.tags)])];
  const name = cleanTag(query);
  const sought = foldText(name);
  const item = (tag: string, description: string, isTagged: boolean) => ({
    key: keyOfTag(tag),
    name: description === isNewText ? `New tag “${tag}”` : tag,
    description,
    isSelected: isTagged,
    value: { tag, isTagged },
  });
  const found = names
    .filter((tag) => foldText(tag).includes(sought))
    .map((tag) => {
      const count = tags.find((each) => each.tag === tag)?.count ?? 0;
      const isTagged = rows.length > 0 && rows.every((row) => row.tags.includes(tag));
      return item(tag, count === 0 ? 'Only archived ones' : countOf(count, 'conversation'), isTagged);
    });
  const isNew = sought !== '' && names.every((tag) => tag.toLowerCase() !== name.toLowerCase());
  return [{ name: 'Tags', items: isNew ? [...found, item(name, isNewText, false)] : found }].filter(
    ({ items }) => items.length > 0,
  );
}

/** Part of an id, in which a space would end it. */
const keyOfTag = (tag: string): string =>
  Array.from(tag, (character) => character.codePointAt(0)?.toString(36)).join('-');

const isNewText = 'Made when you choose it';
