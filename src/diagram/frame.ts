import type { DiagramAnswer, DiagramRequest } from '#shared/domain/diagram';
import { draw } from './draw';

/**
 * The page in which diagrams are drawn: an opaque origin without network, storage or a way to the window but this port.
 * It trusts the window, and the window trusts nothing that comes from here.
 */
function serve(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<DiagramRequest>): void => {
    const { id, source, look } = data;
    const answer = (drawing: DiagramAnswer['drawing']): void => port.postMessage({ id, drawing });
    draw(source, look).then(answer, () => answer(null));
  };
}

/** A hidden page has no frames to wait for, and a drawing needs none: what is put off to one is done next. */
function runFramesAtOnce(): void {
  const waiting = new Map<number, FrameRequestCallback>();
  let last = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<number>): void => {
    const callback = waiting.get(data);
    waiting.delete(data);
    callback?.(performance.now());
  };
  window.requestAnimationFrame = (callback) => {
    last += 1;
    waiting.set(last, callback);
    port2.postMessage(last);
    return last;
  };
  window.cancelAnimationFrame = (id) => void waiting.delete(id);
}

/** No drawing shows pictures: the policy would refuse them one by one, so there is no way to ask. */
function knowNoPictures(): void {
  Object.defineProperty(window, 'Image', {
    value: () => {
      throw new Error('A diagram holds no pictures');
    },
  });
}

runFramesAtOnce();
knowNoPictures();
let isServing = false;
window.addEventListener('message', ({ source, ports: [port] }) => {
  if (isServing || source !== window.parent || port === undefined) return;
  isServing = true;
  serve(port);
});
