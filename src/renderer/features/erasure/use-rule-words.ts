import type { OutputOf } from '#shared/contracts/index';
import { useEffect, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { countOf } from '../../lib/numbers';

type Rule = OutputOf<'retention.read'>['rules'][number];
type Folders = OutputOf<'folder.list'>;

/** Read once: Settings are a dialog over everything that changes folders. */
export function useFolders(): Folders {
  const bridge = useBridge();
  const [folders, setFolders] = useState<Folders>([]);
  useEffect(() => {
    void bridge.call('folder.list', null).then((answer) => {
      if (answer.ok) setFolders(answer.value);
    });
  }, [bridge]);
  return folders;
}

/** Days in words; whole years as years. */
export const sayAge = (days: number): string =>
  days % 365 === 0 ? countOf(days / 365, 'year') : countOf(days, 'day');

/** A rule as a sentence. */
export function useRuleWords(): (rule: Rule) => string {
  const folders = useFolders();
  const personas = useRemote('persona.list').value ?? [];
  return ({ folderId, personaId, days, eraseDays }) => {
    const folder = folders.find(({ id }) => id === folderId)?.name ?? 'a folder that is gone';
    const persona = personas.find(({ id }) => id === personaId)?.name ?? 'a persona that is gone';
    const which = [
      ...(folderId === null ? [] : [`in ${folder}`]),
      ...(personaId === null ? [] : [`with ${persona}`]),
    ].join(' ');
    const end = eraseDays === null ? '' : `, and erased ${eraseDays} days later`;
    return `Conversations ${which === '' ? '' : `${which} `}untouched for ${sayAge(days)}: to the trash${end}`;
  };
}
