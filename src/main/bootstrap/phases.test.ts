import { expect, it, vi } from 'vitest';
import { createPhases } from './phases';

it('ends in reverse, waits for each, and a failing end does not stop the others', async () => {
  const order: string[] = [];
  const onFailedEnd = vi.fn();
  const phases = createPhases({ onTimed: () => undefined, onFailedEnd });
  expect(
    phases.run('first', (atEnd) => {
      atEnd(() => void order.push('first'));
      return 7;
    }),
  ).toBe(7);
  phases.run('second', (atEnd) => {
    atEnd(async () => {
      await Promise.resolve();
      order.push('second');
    });
    atEnd(() => {
      throw new Error('stuck');
    });
  });
  await Promise.all([phases.end(), phases.end()]);
  expect(order).toEqual(['second', 'first']);
  expect(onFailedEnd).toHaveBeenCalledExactlyOnceWith('second', expect.any(Error));
});

it('undoes what was begun before a phase failed', async () => {
  const dispose = vi.fn();
  const phases = createPhases({ onTimed: () => undefined, onFailedEnd: () => undefined });
  expect(() =>
    phases.run('half', (atEnd) => {
      atEnd(dispose);
      throw new Error('no');
    }),
  ).toThrow('no');
  await phases.end();
  expect(dispose).toHaveBeenCalledOnce();
});
