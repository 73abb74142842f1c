import { expect, it } from 'vitest';
import { strengthOf } from './passphrase-strength';

it.each([
  ['short', 'At least 8'],
  ['password', 'Weak'],
  ['Tr0ub4dor&3xyz', 'Good'],
  ['correct horse battery staple lamp', 'Strong'],
])('says of “%s” how strong it is', (passphrase, says) => {
  expect(strengthOf(passphrase)).toContain(says);
});
