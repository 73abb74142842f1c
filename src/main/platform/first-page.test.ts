import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFirstPage } from './first-page';

const page = Buffer.from(
  '<script type="module" src="./assets/index-a1.js"></script><link rel="stylesheet" href="./assets/index-b2.css">',
);

describe('the first page', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const settled = async (promise: Promise<void>): Promise<boolean> => {
    let isSettled = false;
    void promise.then(() => (isSettled = true));
    await vi.advanceTimersByTimeAsync(0);
    return isSettled;
  };

  // Catches: the engine that loads while the page waits for its files.
  it('is served once every file that it names was answered', async () => {
    const first = createFirstPage();
    first.answered('app://parley/index.html', page);
    first.answered('app://parley/assets/index-a1.js', Buffer.alloc(1));
    expect(await settled(first.served)).toBe(false);
    first.answered('app://parley/assets/index-b2.css', Buffer.alloc(1));
    expect(await settled(first.served)).toBe(true);
  });

  // Catches: a page that fails, and an engine that never starts.
  it('is not waited for for ever', async () => {
    const first = createFirstPage();
    first.answered('app://parley/index.html', page);
    await vi.advanceTimersByTimeAsync(999);
    expect(await settled(first.served)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await settled(first.served)).toBe(true);
  });
});
