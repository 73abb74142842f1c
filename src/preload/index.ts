import { ipcRenderer } from 'electron';
import { portChannel } from '#shared/contracts/port-channel';

// Hands the page's one port over to the main process and exposes nothing. A page that loads again gets a new preload.
const forward = (event: MessageEvent<unknown>): void => {
  const [port] = event.ports;
  const { data } = event;
  if (event.source !== window || event.origin !== location.origin || port === undefined) return;
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== portChannel) return;
  window.removeEventListener('message', forward);
  ipcRenderer.postMessage(portChannel, null, [port]);
};
window.addEventListener('message', forward);
