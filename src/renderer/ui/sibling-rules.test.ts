import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const renderer = join(import.meta.dirname, '..');

// Catches: `* + *`. It may mean any element, so a browser looks at the style of a whole list again when one row of it comes
// or goes: 10 ms for each frame of a list that scrolls. `:where(:not(:first-child))` says the same of one element.
test('no rule is of whatever stands beside whatever', () => {
  const found = globSync('**/*.css', { cwd: renderer }).flatMap((file) =>
    (readFileSync(join(renderer, file), 'utf8').match(/[^{};]*\*\s*[+~][^{};]*\{/g) ?? []).map(
      (rule) => `${file}: ${rule.trim()}`,
    ),
  );
  expect(found).toEqual([]);
});
