import type { Inclusion, MessageView } from '#shared/domain/message';
import type { DeletionScope } from '#shared/domain/tree';
import { useContext } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { countOf } from '../../lib/numbers';
import { MenuAt } from '../../ui/menu-at';
import type { MenuItem } from '../../ui/menu-item';
import { useToasts } from '../../ui/toasts';
import { useTranscript, useTranscriptActions } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

/** A reply can be shown as it came in, with the marks of Markdown. */
export interface SourceView {
  readonly isShown: boolean;
  readonly toggle: () => void;
}

interface MessageMenuProps {
  readonly message: MessageView;
  readonly source: SourceView | undefined;
  readonly anchor: Element;
  readonly onClose: () => void;
}

/** What is done with a message less often: branches, context, deletion. */
export default function MessageMenu({ message, source, anchor, onClose }: MessageMenuProps) {
  const isReview = useIsReview();
  const changing = [...useContextItems(message), ...useDeletionItems(message)];
  const items = [
    ...(source === undefined
      ? []
      : [{ name: source.isShown ? 'Hide the source' : 'View source', onChoose: source.toggle }]),
    ...useBranchItems(message),
    ...(isReview ? [] : changing),
  ];
  return <MenuAt anchor={anchor} items={items} onClose={onClose} />;
}

function useBranchItems({ id, role, siblingIds }: MessageView): readonly MenuItem[] {
  const { beginAt, extract } = useTranscriptActions();
  const { regenerateWith, compare, inspect } = useContext(TranscriptHostContext);
  const isReview = useIsReview();
  const { show } = useToasts();
  const isDisabled = useTranscript((state) => state.live !== null);
  const move = async (): Promise<void> => {
    const moved = await extract(id);
    if (moved !== null) {
      show('The branch is a conversation of its own now', {
        name: 'Undo',
        onChoose: () => void moved.undo(),
      });
    }
  };
  return [
    ...(role === 'assistant' && !isReview
      ? [{ name: 'Regenerate with another model…', isDisabled, onChoose: () => regenerateWith(id) }]
      : []),
    ...(role === 'assistant' ? [{ name: 'What was sent…', onChoose: () => inspect(id) }] : []),
    ...(siblingIds.length > 1 ? [{ name: 'Compare versions…', onChoose: () => compare(id) }] : []),
    ...(isReview
      ? []
      : [
          { name: 'Branch from here', isDisabled, onChoose: () => void beginAt(id) },
          { name: 'Move to its own conversation', isDisabled, onChoose: () => void move() },
        ]),
  ];
}

const inclusions: readonly (readonly [Inclusion, string])[] = [
  ['always', 'Always send'],
  ['never', 'Leave out of the context'],
  [null, 'Send as it fits'],
];

function useContextItems({ id, inclusion, startsContext }: MessageView): readonly MenuItem[] {
  const { mark } = useTranscriptActions();
  return [
    {
      name: startsContext ? 'Context goes on above' : 'Context starts here',
      onChoose: () => void mark(id, { startsContext: !startsContext }),
    },
    ...inclusions
      .filter(([value]) => value !== inclusion)
      .map(([value, name]) => ({ name, onChoose: () => void mark(id, { inclusion: value }) })),
  ];
}

function useDeletionItems({ id }: MessageView): readonly MenuItem[] {
  const { remove, restore } = useTranscriptActions();
  const { show } = useToasts();
  const isDisabled = useTranscript((state) => state.live !== null);
  const removeWith = async (scope: DeletionScope): Promise<void> => {
    const count = await remove(id, scope);
    if (count === null) return;
    show(`${countOf(count, 'message')} deleted`, { name: 'Undo', onChoose: () => void restore(id) });
  };
  return [
    {
      name: 'Delete this message',
      isDangerous: true,
      isDisabled,
      onChoose: () => void removeWith('message'),
    },
    {
      name: 'Delete it and all below',
      isDangerous: true,
      isDisabled,
      onChoose: () => void removeWith('branch'),
    },
  ];
}
