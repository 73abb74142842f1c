import type { ReviewStatus } from '#shared/domain/review';
import { createRoot } from 'react-dom/client';
import { ReviewGate } from '../features/review/index';
import type { Bridge } from '../bridge/bridge';
import { BridgeProvider } from '../bridge/bridge-context';
import { createRemoteValues } from '../bridge/remote-values';
import { mountParley } from './mount-parley';

/** A window that reviews: how far the opening is, and the usual window once everything can be read. */
export function mountReview(bridge: Bridge, place: Element): void {
  const gate = createRoot(place);
  const values = createRemoteValues(bridge);
  let isReady = false;
  const show = (status: ReviewStatus): void => {
    if (isReady) return;
    if (status.phase.type === 'ready') {
      isReady = true;
      gate.unmount();
      mountParley(bridge, place, status);
      return;
    }
    gate.render(
      <BridgeProvider bridge={bridge} values={values}>
        <ReviewGate status={status} />
      </BridgeProvider>,
    );
  };
  const read = async (): Promise<void> => {
    const answer = await bridge.call('review.status', null);
    if (answer.ok && answer.value !== null) show(answer.value);
  };
  bridge.subscribe(({ type }) => {
    if (type === 'review.changed') void read();
  });
  void read();
}
