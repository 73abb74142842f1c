import { describe, expect, it } from 'vitest';
import { notInstalled } from './system-packages.mjs';

describe('notInstalled', () => {
  it('counts a package only when dpkg has it installed', () => {
    const output = 'xvfb installed\nlibnss3 config-files\n';
    expect(notInstalled(['xvfb', 'libnss3', 'libgbm1'], output)).toEqual(['libnss3', 'libgbm1']);
  });

  it('is content with any name that a library has had', () => {
    expect(notInstalled(['libasound2|libasound2t64'], 'libasound2t64 installed\n')).toEqual([]);
    expect(notInstalled(['libasound2|libasound2t64'], '')).toEqual(['libasound2|libasound2t64']);
  });
});
