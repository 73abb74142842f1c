import type { Activity } from './activity';

/** Which words before a question are Google's and not the person's, in any language. */
export interface Verbs {
  /** What the person said; null when nobody asked anything: Gemini made something, or a setting was changed. */
  question(activity: Activity): string | null;
  /** The name of what Gemini made without a question. */
  subject(activity: Activity): string;
}

/** For logs that are too short to learn from. */
const known = [
  'Prompted with:',
  'Asked Gemini:',
  'Asked Bard:',
  'Prompted',
  'Asked',
  'Said',
  'Branched',
  'Answered',
];

const least = 3;

/** The verb is what most of the answered activities begin with. */
export function learnVerbs(activities: readonly Activity[]): Verbs {
  const answered = activities.filter(({ answer }) => answer !== '');
  const verb = commonLabel(answered) ?? commonBeginning(answered.map(({ title }) => title));
  const verbs = verb === null ? known : [verb, ...known];
  const verbOf = (title: string): string | null =>
    verbs.find((word) => title.startsWith(word) && /^[\s\u00a0]|^$/u.test(title.slice(word.length))) ?? null;
  return {
    question(activity) {
      const { title, label, answer } = activity;
      const found = verbOf(title);
      if (found !== null) return title.slice(found.length).trim();
      if (label !== null) return null;
      // Without a verb that is known it was a question if it was answered.
      return answer === '' ? null : title.trim();
    },
    subject: ({ title, label }) => title.slice(label?.length ?? 0).trim(),
  };
}

function commonLabel(activities: readonly Activity[]): string | null {
  const counts = new Map<string, number>();
  for (const { label } of activities) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  // What somebody said follows a colon in most languages; what Gemini made is called by its name without one.
  const isSaid = (label: string): number => (label.endsWith(':') || known.includes(label) ? 1 : 0);
  const [best] = [...counts].toSorted((a, b) => isSaid(b[0]) - isSaid(a[0]) || b[1] - a[1]);
  return best?.[0] ?? null;
}

/** The words that at least four of five titles begin with; at most six. */
function commonBeginning(titles: readonly string[]): string | null {
  if (titles.length < least) return null;
  let beginning = '';
  for (let count = 1; count <= 6; count += 1) {
    const counts = new Map<string, number>();
    for (const title of titles) {
      const start = new RegExp(`^(?:\\S+\\s+){${String(count - 1)}}\\S+(?=\\s)`, 'u').exec(title)?.[0];
      if (start !== undefined && start.startsWith(beginning)) counts.set(start, (counts.get(start) ?? 0) + 1);
    }
    const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
    if (best === undefined || best[1] < titles.length * 0.8) break;
    beginning = best[0];
  }
  return beginning === '' ? null : beginning;
}
