import type { MessageMeta } from '#shared/domain/message';
import { fullTime } from '../../lib/dates';
import { formatCost, formatCount, formatDuration } from '../../lib/numbers';

/** What is known of the attempts behind a reply. */
export function MessageDetails({
  meta,
  createdAt,
}: {
  readonly meta: MessageMeta;
  readonly createdAt: number;
}) {
  const { usage } = meta;
  const count = (value: number | null): string => (value === null ? 'unknown' : formatCount(value));
  const time = (value: number | null): string => (value === null ? 'unknown' : formatDuration(value));
  const facts: readonly (readonly [string, string])[] = [
    ['Model', `${meta.model.providerId}/${meta.model.modelId}`],
    ['Time', fullTime(createdAt)],
    ['Tokens in', count(usage.input)],
    ['Tokens out', count(usage.output)],
    ...(usage.reasoning === null ? [] : [['Of these, thinking', formatCount(usage.reasoning)] as const]),
    ['First word after', time(meta.firstTokenMs)],
    ['Whole reply', time(meta.totalMs)],
    ['Cost', meta.cost === null ? 'unknown' : formatCost(meta.cost)],
    ['Attempts', formatCount(meta.attempts)],
  ];
  return (
    <dl className="message-details">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
