import { ipcRenderer, webUtils } from 'electron';
import { droppedChannel, portChannel } from '#shared/contracts/port-channel';

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

// A page cannot make a drop that is trusted, nor a file with a path. Before its own listeners, which ask for it.
window.addEventListener(
  'drop',
  (event) => {
    const [file, ...others] = event.dataTransfer?.files ?? [];
    const path =
      event.isTrusted && file !== undefined && others.length === 0 ? webUtils.getPathForFile(file) : '';
    ipcRenderer.send(droppedChannel, path);
  },
  true,
);
