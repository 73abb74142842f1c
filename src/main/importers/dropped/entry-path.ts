import { unsafe } from './refusals';

/**
 * A name in an archive as a path below its root. Nothing is ever written to it; one that points elsewhere tells that the
 * archive was made to harm, so none of it is taken. Throws `import.unsafe`.
 */
export function checkedPath(name: string): string {
  if (name.includes('\0')) throw unsafe(name, 'a name with a hidden part');
  if (name.includes('\\')) throw unsafe(name, 'a name with a backslash');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) throw unsafe(name, 'a place outside of the archive');
  const steps = name.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..')) throw unsafe(name, 'a place outside of the archive');
  return steps.join('/');
}
