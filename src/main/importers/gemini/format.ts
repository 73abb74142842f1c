import type { ImportFormat, ImportItem, ImportSource } from '../import-format';
import { indexFiles } from '../source/file-index';
import { headsOf, holds, type Head } from '../source/read-head';
import { mapJson, reasonOf } from '../source/read-items';
import { readRecords } from '../source/read-records';
import { readText } from '../source/read-text';
import type { Activity } from './activity';
import { groupActivities } from './group-activities';
import { readActivity } from './read-json';
import { cardsIn, readCard } from './read-page';
import { toConversation } from './to-conversation';
import { learnVerbs } from './verbs';

/** The log of Gemini in Google Takeout, as JSON or as a page, in any language. */
export const geminiFormat: ImportFormat = {
  app: 'gemini',
  name: 'Gemini activity',
  recognises: (source) => holds(source, (head) => isLog(head) || isPage(head)),
  async *read(source, { now }) {
    const activities: Activity[] = [];
    for await (const head of headsOf(source)) {
      if (!isLog(head) && !isPage(head)) continue;
      const broken = yield* readActivities(source, head, activities);
      if (broken !== null) yield broken;
    }
    const files = indexFiles(source.entries, (_path, name) => [name]);
    const verbs = learnVerbs(activities);
    for (const group of groupActivities(unique(activities))) {
      // What Google logs beside conversations is none.
      if (!group.activities.some((one) => verbs.question(one) !== null || one.answer !== '')) continue;
      const raw = `[${group.activities.map((activity) => activity.raw).join(',')}]`;
      yield mapJson(null, raw, 'A conversation', () => toConversation(group, { verbs, files }, now));
    }
  },
};

const isLog = ({ paths, text }: Head): boolean =>
  paths.has('[].header') &&
  paths.has('[].title') &&
  paths.has('[].time') &&
  (/"(?:header|products)"\s*:\s*\[?\s*"[^"]*(?:gemini|bard)/iu.test(text) ||
    /"url"\s*:\s*"https:\/\/gemini\.google\.com\//u.test(text));

const isPage = ({ isPage: isHtml, text }: Head): boolean =>
  isHtml &&
  /\bouter-cell\b/u.test(text) &&
  /gemini\.google\.com\/|mdl-typography--title"?>[^<]*(?:gemini|bard)/iu.test(text);

/** What cannot be read as a whole is answered; single lines that cannot are items of their own. */
async function* readActivities(
  source: ImportSource,
  head: Head,
  activities: Activity[],
): AsyncGenerator<ImportItem, ImportItem | null> {
  const { path } = head.entry;
  try {
    if (isPage(head)) {
      for (const card of cardsIn(await readText(source, head.entry))) keep(readCard(card), activities);
      return null;
    }
    let number = 0;
    for await (const raw of readRecords(source, head)) {
      number += 1;
      const name = `${path}, record ${String(number)}`;
      try {
        keep(readActivity(JSON.parse(raw), raw), activities);
      } catch {
        yield { kind: 'unreadable', name, reason: 'It is not whole: its JSON ends early or is damaged.' };
      }
    }
    return null;
  } catch (error) {
    return { kind: 'unreadable', name: path, reason: reasonOf(error) };
  }
}

function keep(activity: Activity | null, activities: Activity[]): void {
  if (activity !== null) activities.push(activity);
}

/** A Takeout may hold its log twice. A page knows times to the second only, and is dropped for the JSON. */
function unique(activities: readonly Activity[]): readonly Activity[] {
  const isOfPage = ({ raw }: Activity): boolean => raw.startsWith('{"html":');
  const keyOf = ({ time, title }: Activity): string =>
    `${String(Math.floor((time ?? 0) / 1000))} ${title.replace(/\s+/gu, ' ')}`;
  const inJson = new Set(activities.filter((activity) => !isOfPage(activity)).map(keyOf));
  return activities.filter((activity) => !isOfPage(activity) || !inJson.has(keyOf(activity)));
}
