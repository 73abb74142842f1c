/** Fewer are tried in hours. */
export const leastPassphrase = 8;

/** What a person is told while they choose a passphrase. */
export function strengthOf(passphrase: string): string {
  if (passphrase.length < leastPassphrase) return `At least ${leastPassphrase} characters.`;
  const words = passphrase.trim().split(/\s+/).length;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(passphrase)).length;
  if (words >= 5 || passphrase.length >= 20) return 'Strong.';
  if (passphrase.length >= 12 && kinds >= 3) return 'Good. Several words in a row are easier to remember.';
  return 'Weak: who has the file can try many. Five or more words in a row are strong.';
}
