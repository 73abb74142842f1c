import {
  mostDrawingCharacters,
  type DiagramLook,
  type DiagramRequest,
  type Drawing,
} from '#shared/domain/diagram';
import { isPlainSvg } from './plain-svg';

/** How a try to draw ended; `slow` and `lost` say nothing about the source, so that another try may succeed. */
export type DrawingResult =
  | { readonly type: 'drawn'; readonly drawing: Drawing }
  | { readonly type: 'unreadable' | 'slow' | 'lost' };

export interface FrameLimits {
  /** For one drawing, in ms. */
  readonly draw: number;
  /** For the page with Mermaid to be there, in ms. */
  readonly load: number;
  /** Without anything to draw the frame, and the process it runs in, goes after this many ms. */
  readonly idle: number;
}

/** The address is another site than the window's: Chromium gives it a process of its own, so a loop in it stops nothing here. */
const address = 'app://diagram/index.html';
const usual: FrameLimits = { draw: 5_000, load: 15_000, idle: 60_000 };

interface Frame {
  readonly element: Pick<HTMLIFrameElement, 'remove'>;
  readonly port: Promise<MessagePort>;
}

export interface DiagramFrame {
  /** `isWanted` is asked once, when its turn comes; null: it was wanted no more, and not drawn. */
  readonly draw: (
    source: string,
    look: DiagramLook,
    isWanted: () => boolean,
  ) => Promise<DrawingResult | null>;
}

/** The one frame of a window that draws diagrams, one after the other. It is made when it is needed, and anew when it hangs. */
export function createDiagramFrame(limits: FrameLimits = usual, open: () => Frame = openFrame): DiagramFrame {
  let frame: Frame | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle = 0;
  let lastId = 0;

  const discard = (): void => {
    frame?.element.remove();
    frame = null;
  };

  const drawNow = async (source: string, look: DiagramLook): Promise<DrawingResult> => {
    frame ??= open();
    const port = await within(limits.load, frame.port);
    if (port === null) {
      discard();
      return { type: 'lost' };
    }
    lastId += 1;
    const answer = await within(limits.draw, ask(port, { id: lastId, source, look }));
    if (answer === null) {
      discard();
      return { type: 'slow' };
    }
    const drawing = readAnswer(answer);
    return drawing === null ? { type: 'unreadable' } : { type: 'drawn', drawing };
  };

  return {
    draw(source, look, isWanted) {
      window.clearTimeout(idle);
      waiting += 1;
      const drawn = turn.then(() => (isWanted() ? drawNow(source, look) : null));
      turn = drawn.finally(() => {
        waiting -= 1;
        if (waiting === 0) idle = window.setTimeout(discard, limits.idle);
      });
      return drawn;
    },
  };
}

function openFrame(): Frame {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.src = address;
  element.title = 'Draws diagrams';
  element.inert = true;
  element.tabIndex = -1;
  element.setAttribute('aria-hidden', 'true');
  element.className = 'diagram-frame';
  const port = new Promise<MessagePort>((resolve) => {
    element.addEventListener('load', () => {
      const { port1, port2 } = new MessageChannel();
      // Its origin is opaque: there is no name for it but `*`.
      element.contentWindow?.postMessage(null, '*', [port2]);
      port1.start();
      resolve(port1);
    });
  });
  document.body.append(element);
  return { element, port };
}

const ask = (port: MessagePort, request: DiagramRequest): Promise<object> =>
  new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<unknown>): void => {
      if (typeof data === 'object' && data !== null && 'id' in data && data.id === request.id) resolve(data);
    };
    port.postMessage(request);
  });

/** Null: it took longer. */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T | null> {
  let timer = 0;
  const limit = new Promise<null>((resolve) => {
    timer = window.setTimeout(() => resolve(null), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    window.clearTimeout(timer);
  }
}

const isLength = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value <= 100_000;

/** Nothing that comes out of the frame is believed. */
function readAnswer(answer: object): Drawing | null {
  const drawing: unknown = 'drawing' in answer ? answer.drawing : null;
  if (typeof drawing !== 'object' || drawing === null) return null;
  if (!('svg' in drawing && 'width' in drawing && 'height' in drawing)) return null;
  const { svg, width, height } = drawing;
  if (typeof svg !== 'string' || svg.length > mostDrawingCharacters) return null;
  return isLength(width) && isLength(height) && isPlainSvg(svg) ? { svg, width, height } : null;
}
