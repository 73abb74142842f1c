import { createHash } from 'node:crypto';
import { buildConversation } from '../draft/build-conversation';
import type { DraftMessage, DraftNode, DraftPart } from '../draft/draft-conversation';
import { gap } from '../draft/markdown-pieces';
import { createNotes, type Notes } from '../draft/notes';
import type { ImportAsset } from '../import-format';
import type { FileIndex } from '../source/file-index';
import type { Activity } from './activity';
import type { Group } from './group-activities';
import type { Verbs } from './verbs';

interface Context {
  readonly verbs: Verbs;
  readonly files: FileIndex;
}

/** The activities of one conversation, the oldest first. Throws UnreadableRecord. */
export function toConversation(
  { activities, conversation }: Group,
  { verbs, files }: Context,
  now: number,
): ReturnType<typeof buildConversation> {
  const notes = createNotes();
  const assets = new Map<string, ImportAsset>();
  const nodes: DraftNode[] = [];
  const add = (key: string, message: DraftMessage): void => {
    nodes.push({ key, parent: nodes.at(-1)?.key ?? null, message });
  };
  const keys = new Map<string, number>();
  for (const activity of activities) {
    const question = verbs.question(activity);
    const key = uniqueKey(activity, keys);
    const createdAt = activity.time;
    if (question !== null) {
      const parts = [...said(question), ...filesOf(activity, { files, assets, notes })];
      add(`${key}/question`, { role: 'user', createdAt, parts });
      if (activity.answer === '') notes.count('answer');
    }
    if (activity.answer !== '') {
      const subject = question === null ? `**${verbs.subject(activity)}**\n\n` : '';
      add(`${key}/answer`, { role: 'assistant', createdAt, parts: said(subject + activity.answer) });
    }
  }
  if (conversation === null)
    notes.say('Google does not say which messages belong together. They were put together by time.');
  return buildConversation(
    {
      app: 'gemini',
      sourceId: conversation ?? `time:${hashOf(activities[0])}`,
      title: null,
      // The log forgets its oldest lines: where the conversation has an id, that alone names it.
      createdAt: conversation === null ? (activities[0]?.time ?? null) : null,
      updatedAt: null,
      nodes,
      head: null,
      tags: conversation === null ? ['grouped by time'] : [],
      assets,
      notes,
    },
    now,
  );
}

const said = (text: string): readonly DraftPart[] => [{ type: 'text', text }];

const hashOf = (activity: Activity | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([activity?.time ?? null, activity?.title ?? '']))
    .digest('hex');

/** Lines have no ids: time and words name them, whatever stands above. */
function uniqueKey(activity: Activity, keys: Map<string, number>): string {
  const key = hashOf(activity);
  const count = (keys.get(key) ?? 0) + 1;
  keys.set(key, count);
  return count === 1 ? key : `${key}~${String(count)}`;
}

function filesOf(
  activity: Activity,
  {
    files,
    assets,
    notes,
  }: { readonly files: FileIndex; readonly assets: Map<string, ImportAsset>; readonly notes: Notes },
): readonly DraftPart[] {
  return activity.files.map((path): DraftPart => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const entry = files.find(name);
    if (entry === null) {
      notes.count(/\.(?:png|jpe?g|gif|webp|heic|avif|bmp)$/iu.test(name) ? 'picture' : 'file');
      return { type: 'text', text: gap(`${name}, which is not in the export`) };
    }
    assets.set(name, { entry, name });
    return { type: 'asset', key: name };
  });
}
