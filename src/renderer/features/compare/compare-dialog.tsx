import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import { useEffect, useMemo, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { formatCost, formatCount } from '../../lib/numbers';
import { wordsOfMessage } from '../../lib/text-of-message';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { Spinner } from '../../ui/spinner';
import { compareTexts, type Stretch } from './compare-texts';
import './compare.css';

interface CompareDialogProps {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly onClose: () => void;
}

type Read = { readonly versions: readonly MessageView[] } | { readonly problem: string } | null;

/** The versions of a message: each with its own number. */
function useVersions(conversationId: ConversationId, messageId: MessageId): Read {
  const bridge = useBridge();
  const [read, setRead] = useState<Read>(null);
  useEffect(() => {
    let isGone = false;
    const readAll = async (): Promise<Read> => {
      const first = await bridge.call('message.get', { conversationId, messageId });
      if (!first.ok) return { problem: describeError(first.error).sentence };
      const { siblingIds } = first.value;
      const all = await Promise.all(
        siblingIds.map((id) => bridge.call('message.get', { conversationId, messageId: id })),
      );
      return { versions: all.flatMap((answer) => (answer.ok ? [answer.value] : [])) };
    };
    void readAll().then((next) => !isGone && setRead(next));
    return () => {
      isGone = true;
    };
  }, [bridge, conversationId, messageId]);
  return read;
}

/** Two versions side by side, with what differs marked. */
export default function CompareDialog({ conversationId, messageId, onClose }: CompareDialogProps) {
  const read = useVersions(conversationId, messageId);
  return (
    <Dialog isOpen onClose={onClose} title="Compare versions" size="w-[1080px] h-[84vh]">
      {read === null && <Spinner label="Reading the versions" />}
      {read !== null && 'problem' in read && (
        <EmptyState title="The versions could not be read">{read.problem}</EmptyState>
      )}
      {read !== null && 'versions' in read && <Sides versions={read.versions} messageId={messageId} />}
    </Dialog>
  );
}

function Sides({
  versions,
  messageId,
}: {
  readonly versions: readonly MessageView[];
  readonly messageId: MessageId;
}) {
  const current = Math.max(
    0,
    versions.findIndex(({ id }) => id === messageId),
  );
  const [sides, setSides] = useState(() =>
    current === 0
      ? { left: 0, right: Math.min(1, versions.length - 1) }
      : { left: current - 1, right: current },
  );
  const left = versions[sides.left];
  const right = versions[sides.right];
  const comparison = useMemo(
    () => compareTexts(wordsOfMessage(left?.parts ?? []), wordsOfMessage(right?.parts ?? [])),
    [left, right],
  );
  const choose = (side: 'left' | 'right') => (index: number) => setSides({ ...sides, [side]: index });
  return (
    <div className="compare">
      <Side
        name="First"
        chosen={sides.left}
        {...{ versions }}
        text={comparison.left}
        onChoose={choose('left')}
      />
      <Side
        name="Second"
        chosen={sides.right}
        {...{ versions }}
        text={comparison.right}
        onChoose={choose('right')}
      />
    </div>
  );
}

interface SideProps {
  readonly name: string;
  readonly versions: readonly MessageView[];
  readonly chosen: number;
  readonly text: readonly Stretch[];
  readonly onChoose: (index: number) => void;
}

function Side({ name, versions, chosen, text, onChoose }: SideProps) {
  const version = versions[chosen];
  return (
    <section aria-label={`${name} version`}>
      <header>
        <select
          aria-label={`${name} version to compare`}
          value={chosen}
          onChange={(event) => onChoose(Number(event.target.value))}
        >
          {versions.map((one, index) => (
            <option key={one.id} value={index}>
              {`${index + 1}/${versions.length} ${one.meta?.modelName ?? ''}`}
            </option>
          ))}
        </select>
        {version !== undefined && <span>{factsOf(version)}</span>}
      </header>
      <div className="compare-text" dir="auto" tabIndex={0}>
        {text.map((stretch, index) =>
          stretch.isOwn ? <mark key={index}>{stretch.text}</mark> : <span key={index}>{stretch.text}</span>,
        )}
      </div>
    </section>
  );
}

function factsOf({ meta }: MessageView): string {
  if (meta === null) return '';
  const { usage, cost } = meta;
  return [
    usage.output === null ? null : `${formatCount(usage.output)} tokens`,
    cost === null ? null : formatCost(cost),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}
