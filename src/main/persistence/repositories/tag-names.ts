import type { Database } from '../database';
import { withoutMark } from '../text-seal';

/** Accents make another tag, capitals do not. */
const foldCase = (tag: string): string => tag.normalize('NFC').toLowerCase();

/** Each name once, jumping from one to the next in the index: the cost is the number of names, not of conversations. */
const listTagNames = ({ client }: Database): string[] =>
  client
    .prepare<[], string>(
      `WITH RECURSIVE name(tag) AS (
         SELECT min(tag) FROM conversation_tag
         UNION ALL
         SELECT (SELECT min(tag) FROM conversation_tag WHERE tag > name.tag) FROM name WHERE name.tag IS NOT NULL
       ) SELECT tag FROM name WHERE tag IS NOT NULL`,
    )
    .pluck()
    .all();

/** The tag as others have it already, whatever its capitals; else as it is given. */
export const tagAsKnown = (database: Database, tag: string): string =>
  listTagNames(database).find((name) => foldCase(name) === foldCase(withoutMark(tag))) ?? tag;
