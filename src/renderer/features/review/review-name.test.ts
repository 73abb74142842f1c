import { expect, it } from 'vitest';
import { reviewName } from './review-name';

// Catches: “Win.parley-backup cannot be reviewed”, which is no file of that name.
it('begins a line with what is reviewed, and leaves the name of a file as it is', () => {
  expect(reviewName({ name: 'your history', kind: 'history' })).toBe('Your history');
  expect(reviewName({ name: 'win.parley-backup', kind: 'backup' })).toBe('win.parley-backup');
});
