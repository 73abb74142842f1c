import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createToastStore } from './toast-store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const texts = ({ store }: ReturnType<typeof createToastStore>) => store.getState().map(({ text }) => text);

// Catches: a sentence that stays for ever, because the one above it was dismissed under the pointer.
test('a sentence is kept while it is held, and goes as soon as it has been seen for its time', () => {
  const toasts = createToastStore();
  let isHeld = true;
  const end = toasts.holdWhile(() => isHeld);
  const first = toasts.show('first');
  toasts.show('second');
  vi.advanceTimersByTime(60_000);
  expect(texts(toasts)).toEqual(['first', 'second']);
  toasts.dismiss(first);
  isHeld = false;
  vi.advanceTimersByTime(9_000);
  expect(texts(toasts)).toEqual(['second']);
  vi.advanceTimersByTime(1_000);
  expect(texts(toasts)).toEqual([]);

  isHeld = true;
  end();
  toasts.show('third');
  vi.advanceTimersByTime(10_000);
  expect(texts(toasts)).toEqual([]);
});
