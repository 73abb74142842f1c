import { useRemote } from '../bridge/bridge-context';
import { useIsReview } from '../bridge/review-context';

const sentences = {
  ready: null,
  absent: 'No keychain: keys last until Parley quits',
  locked: 'The keychain is locked',
  failed: 'The keychain does not answer',
} as const;

/** Says when keys cannot be kept; nothing when all is well. */
export function KeychainStatus() {
  const info = useRemote('app.info').value;
  const isReview = useIsReview();
  const sentence = info === null || isReview ? null : sentences[info.keychain];
  return sentence === null ? null : <span title={sentence}>{sentence}</span>;
}
