import '../ui/styles.css';
import { connectBridge } from '../bridge/port-bridge';
import { mountParley } from './mount-parley';
import { quickAddress, reviewAddress } from './remember-conversation';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no root');
const bridge = connectBridge();
if (window.location.hash.startsWith(quickAddress)) {
  // A chunk of its own: no other window needs it.
  void import('./mount-quick').then(({ mountQuick }) => mountQuick(bridge, place));
} else if (window.location.hash.startsWith(reviewAddress)) {
  void import('./mount-review').then(({ mountReview }) => mountReview(bridge, place));
} else mountParley(bridge, place);
