import type { OutputOf } from '#shared/contracts/index';
import { countOf } from '../../lib/numbers';

type Preview = NonNullable<OutputOf<'backup.open'>>['preview'];

const areOnes = (count: number): string => (count === 1 ? 'is' : 'are');
const comes = (count: number): string => (count === 1 ? 'comes' : 'come');

function sentencesOf({ holds, rules }: Preview): readonly string[] {
  const { coming, left, here } = holds;
  const ofRules = countOf(rules.there, 'rule');
  return [
    coming > 0 && `${countOf(coming, 'conversation')} ${comes(coming)} on hold, as there.`,
    left > 0 &&
      `${countOf(left, 'conversation')} on hold there ${areOnes(left)} here without a hold, and ${left === 1 ? 'stays' : 'stay'} so.`,
    rules.there > 0 &&
      (rules.here > 0
        ? `Not taken over: ${ofRules} for keeping, because there are some here.`
        : `${ofRules} for keeping ${comes(rules.there)} only with its settings.`),
    here > 0 && 'Something here is on hold, so what is here cannot be replaced.',
  ].filter((sentence) => sentence !== false);
}

/** What of holds and rules for keeping comes with a backup, and what does not. */
export function KeptNotes({ preview }: { readonly preview: Preview }) {
  const sentences = sentencesOf(preview);
  if (sentences.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
