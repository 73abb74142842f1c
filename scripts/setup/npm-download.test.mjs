import { expect, it } from 'vitest';
import { lockFileFor } from './npm-download.mjs';

it('pins version and content, and says no host: npm asks the registry it is set to', () => {
  const { manifest, lock } = lockFileFor([{ name: '@a/b', version: '1.2.3', integrity: 'sha512-x' }]);
  expect(manifest.dependencies).toEqual({ '@a/b': '1.2.3' });
  expect(lock.packages['node_modules/@a/b']).toEqual({ version: '1.2.3', integrity: 'sha512-x' });
  expect(JSON.stringify(lock)).not.toContain('http');
});
