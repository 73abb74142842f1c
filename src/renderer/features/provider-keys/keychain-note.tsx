import { useRemote } from '../../bridge/bridge-context';
import { Banner } from '../../ui/banner';

const sentences = {
  absent:
    'This system offers no keychain. Keys work all the same: they are kept in memory until Parley quits and never written to a file.',
  locked:
    'The system’s keychain is locked. Unlock it to use the keys in it; a key entered now is kept until Parley quits.',
  failed:
    'The system’s keychain does not answer. A key entered now is kept in memory until Parley quits and never written to a file.',
} as const;

/** Says how long keys last when there is no keychain to keep them in. */
export function KeychainNote() {
  const keychain = useRemote('app.info').value?.keychain ?? 'ready';
  if (keychain === 'ready') return null;
  return <Banner role="status">{sentences[keychain]}</Banner>;
}
