import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Store } from '#main/persistence/store';
import { folderIdSchema, type ConversationId } from '#shared/domain/ids';
import { codeOf } from '../harness/backup';
import { addTurn, newConversationId } from '../harness/database';
import { ruleOf } from '../harness/retention-rule';
import { backUp, restore, useComputer } from './restored-computers';

const add = (store: Store, title: string): ConversationId =>
  addTurn(store, title, `answer of ${title}`).conversationId;

/** A folder with what is in it. */
function fold(store: Store, ids: readonly ConversationId[], folderId = folderIdSchema.parse(v7())) {
  store.organisation.createFolder(folderId, 'Case');
  store.organisation.organise(ids, { type: 'move', folderId });
  return folderId;
}

const hold = (store: Store, id: ConversationId, isHeld = true) =>
  store.retention.setHold({ scope: 'conversation', id }, isHeld);

/** What a person, a rule and the terminal meet. */
const canErase = async (store: Store, id: ConversationId): Promise<boolean> =>
  (await codeOf(store.eraser.erase({ type: 'conversations', ids: [id] }))) === 'opened';

// Catches: a conversation under a legal hold that arrives free to be deleted.
test('what is on hold there comes on hold, by itself, by its folder or with everything', async () => {
  const [here, there, whole] = [useComputer(), useComputer(), useComputer()];
  const own = add(here.store, 'of here');
  fold(here.store, [own]);
  const [byItself, byFolder, free] = [
    add(there.store, 'one'),
    add(there.store, 'two'),
    add(there.store, 'three'),
  ];
  hold(there.store, byItself);
  const folderId = fold(there.store, [byFolder]);
  there.store.retention.setHold({ scope: 'folder', id: folderId }, true);
  const { preview, result } = await restore(here.store, await backUp(there));
  expect(preview.holds).toEqual({ coming: 2, left: 0, here: 0 });
  expect(result.holds).toEqual({ added: 2, left: 0 });
  expect(here.store.retention.listHolds().map(({ name }) => name)).toEqual(['one', 'two']);

  const everything = add(whole.store, 'four');
  whole.store.retention.setHold({ scope: 'everything' }, true);
  expect((await restore(here.store, await backUp(whole))).result.holds).toEqual({ added: 1, left: 0 });
  const held = [byItself, byFolder, everything];
  for (const id of held) expect(await canErase(here.store, id)).toBe(false);
  for (const id of [own, free]) expect(await canErase(here.store, id)).toBe(true);
});

test('on a new computer holds are as they were, and a second time changes nothing', async () => {
  const [old, fresh] = [useComputer(), useComputer()];
  const [one, two] = [add(old.store, 'one'), add(old.store, 'two')];
  hold(old.store, one);
  old.clock.advance(1000);
  old.store.retention.setHold({ scope: 'folder', id: fold(old.store, [two]) }, true);
  old.clock.advance(1000);
  old.store.retention.setHold({ scope: 'everything' }, true);
  const file = await backUp(old);
  expect((await restore(fresh.store, file)).result.holds).toEqual({ added: 2, left: 0 });
  expect(fresh.store.retention.listHolds()).toEqual(old.store.retention.listHolds());
  expect(await canErase(fresh.store, one)).toBe(false);
  const again = await restore(fresh.store, file);
  expect(again.result.holds).toEqual({ added: 0, left: 0 });
});

// Catches: a merge that lifts a hold, and one that sets again what was lifted on purpose.
test('a hold that is here stays, and one that was lifted here stays lifted and is counted', async () => {
  const [here, there] = [useComputer(), useComputer()];
  const [held, lifted] = [add(here.store, 'held here'), add(here.store, 'lifted here')];
  hold(here.store, lifted);
  await restore(there.store, await backUp(here));
  hold(here.store, lifted, false);
  hold(here.store, held);
  there.clock.advance(1000);
  addTurn(there.store, 'more', 'of it', { conversationId: held });
  addTurn(there.store, 'more', 'of it', { conversationId: lifted });
  const { preview, result } = await restore(here.store, await backUp(there));
  expect(preview.holds).toEqual({ coming: 0, left: 1, here: 1 });
  expect(result).toMatchObject({ changed: 2, holds: { added: 0, left: 1 } });
  expect(await canErase(here.store, held)).toBe(false);
  expect(await canErase(here.store, lifted)).toBe(true);
});

test('one that was erased here and is brought back is on hold again, if it was', async () => {
  const here = useComputer();
  const id = add(here.store, 'of here');
  hold(here.store, id);
  const file = await backUp(here);
  hold(here.store, id, false);
  expect(await canErase(here.store, id)).toBe(true);
  expect((await restore(here.store, file)).result).toMatchObject({
    deleted: 1,
    holds: { added: 0, left: 0 },
  });
  const back = await restore(here.store, file, { bringBack: [id] });
  expect(back.result.holds).toEqual({ added: 1, left: 0 });
  expect(await canErase(here.store, id)).toBe(false);
});

// Catches: a way round a hold: “replace everything” deletes what nothing may delete.
test('nothing is replaced while something here is on hold', async () => {
  const [here, there] = [useComputer(), useComputer()];
  const held = add(here.store, 'of here');
  add(there.store, 'of there');
  hold(here.store, held);
  const file = await backUp(there);
  expect(await codeOf(restore(here.store, file, { way: 'replace' }))).toBe('conversation.held');
  expect(here.store.archive.listIds({ withTrash: true })).toEqual([held]);
  hold(here.store, held, false);
  expect((await restore(here.store, file, { way: 'replace' })).result).toMatchObject({ added: 1 });
});

// Catches: rules of another computer that begin to delete here, and rules that a new computer never gets.
test('rules for keeping come with the settings where there are none, and are counted where they stay out', async () => {
  const [old, fresh, other] = [useComputer(), useComputer(), useComputer()];
  const id = add(old.store, 'one');
  const ofFolder = ruleOf({ folderId: fold(old.store, [id]), days: 30 });
  const rules = [ruleOf({ eraseDays: 7 }), ofFolder];
  // Of a folder that was deleted meanwhile.
  old.store.retention.saveRules([...rules, ruleOf({ folderId: folderIdSchema.parse(newConversationId()) })]);
  const file = await backUp(old);
  const without = await restore(fresh.store, file);
  expect(without.preview.rules).toEqual({ there: 3, here: 0 });
  expect(without.result.rules).toEqual({ added: 0, left: 3 });
  expect(fresh.store.retention.listRules()).toEqual([]);
  const withSettings = await restore(fresh.store, file, { withSettings: true });
  expect(withSettings.result.rules).toEqual({ added: 2, left: 1 });
  expect(fresh.store.retention.listRules()).toEqual(rules);

  const own = ruleOf({ days: 365 });
  other.store.retention.saveRules([own]);
  const refused = await restore(other.store, file, { withSettings: true });
  expect(refused.preview.rules).toEqual({ there: 3, here: 1 });
  expect(refused.result.rules).toEqual({ added: 0, left: 3 });
  expect(other.store.retention.listRules()).toEqual([own]);
});
