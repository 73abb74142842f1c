import { expect, it } from 'vitest';
import type { ExportTarget } from '#main/ports/export-output';
import { exportFromTerminal } from './export-from-terminal';

it.each([
  ['/out', { kind: 'folder', path: '/out', isKept: true }],
  ['/out.zip', { kind: 'zip', path: '/out.zip', isConfirmed: false }],
] as const)(
  'writes to %s as its name says, and never over what is not of an export',
  async (place, expected) => {
    const targets: ExportTarget[] = [];
    const ports = {
      run: ({ target }: { readonly target: ExportTarget }) => {
        targets.push(target);
        return Promise.resolve({ conversations: 0, messages: 0, files: 0, bytes: 0 });
      },
      audit: { record: () => undefined },
      printer: { file: () => undefined, end: () => undefined },
      signal: new AbortController().signal,
    };
    const options = { format: 'html', branches: 'active', hasThinking: false } as const;
    expect(await exportFromTerminal(ports, { place, options, conversationIds: [] })).toBe(0);
    expect(targets).toEqual([expected]);
  },
);
