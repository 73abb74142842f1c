import { describe, expect, it } from 'vitest';
import { compareLocks } from './node-modules.mjs';

const zod = { version: '4.6.7', integrity: 'sha512-zod' };
const forAnother = { version: '1.0.0', integrity: 'sha512-mac', optional: true };
const wanted = {
  packages: { '': { name: 'parley' }, 'node_modules/zod': zod, 'node_modules/only-mac': forAnother },
};

describe('compareLocks', () => {
  it('is content with what the lock file says, with or without the packages of other systems', () => {
    expect(compareLocks(wanted, { packages: { 'node_modules/zod': zod } })).toBeNull();
    expect(compareLocks(wanted, wanted)).toBeNull();
  });

  it('is content with more than the lock file says: npm adds what belongs to this system', () => {
    const more = { packages: { 'node_modules/zod': zod, 'node_modules/only-here': forAnother } };
    expect(compareLocks(wanted, more)).toBeNull();
  });

  it('names a package that is missing, of another version or of another content', () => {
    expect(compareLocks(wanted, { packages: {} })).toContain('such as zod');
    const older = { packages: { 'node_modules/zod': { ...zod, version: '4.0.0' } } };
    expect(compareLocks(wanted, older)).toContain('1 differ');
    const changed = { packages: { 'node_modules/zod': { ...zod, integrity: 'sha512-other' } } };
    expect(compareLocks(wanted, changed)).toContain('such as zod');
  });

  it('notices an optional package of another version', () => {
    const older = {
      packages: { ...wanted.packages, 'node_modules/only-mac': { ...forAnother, version: '0.9.0' } },
    };
    expect(compareLocks(wanted, older)).toContain('only-mac');
  });

  it('takes an installation that npm did not finish for none', () => {
    expect(compareLocks(wanted, null)).toContain('not complete');
  });
});
