/** What was ever on the page while it was watched. */
export interface PageReport {
  /** Tag names within texts of models. */
  readonly elements: readonly string[];
  /** `tag@attribute` within texts of models. */
  readonly attributes: readonly string[];
  /** Addresses of links within texts of models. */
  readonly addresses: readonly string[];
  readonly styles: readonly string[];
  /** Tag names and `tag@attribute` anywhere in the document. */
  readonly everything: readonly string[];
  /** Policies that were broken, with what broke them. */
  readonly violations: readonly string[];
  /** Messages with how many of their code units were drawn, one after the other. */
  readonly units: number;
  /** Batches that were drawn: as many as code units when no two were drawn at once. */
  readonly batches: number;
  /** Different contents that the live replies had on the page. */
  readonly contents: number;
  /** Global names and properties of Object.prototype that were not there at the start. */
  readonly strangeNames: readonly string[];
  /** Elements of a text that reached above or below the message they stand in, where `measure` was asked. */
  readonly outside: readonly string[];
  readonly dialogs: number;
}

declare global {
  interface Window {
    pageWatch: {
      readonly report: () => PageReport;
      readonly look: (root: Element) => void;
      readonly measure: () => void;
    };
    tellDrawn: (units: number) => void;
  }
}

/** Runs in the page before any script of the app; it reads the port's batches as the app does, and looks after each. */
export function watchPage(): void {
  const seen = {
    elements: new Set<string>(),
    attributes: new Set<string>(),
    addresses: new Set<string>(),
    styles: new Set<string>(),
    everything: new Set<string>(),
    violations: [] as string[],
    outside: new Set<string>(),
    contents: 0,
    units: 0,
    batches: 0,
    dialogs: 0,
  };
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    seen.violations.push(`${effectiveDirective} ${blockedURI} ${sample}`);
  });
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'] as const) {
    Object.defineProperty(window, name, { value: () => (seen.dialogs += 1) });
  }

  /** The image of a diagram, and the frame in which it was drawn: they are the window's own, whatever the text. */
  const isOwn = (element: Element): boolean =>
    element.matches(
      '.md-diagram-open > img[src^="blob:app://parley/"], body > iframe.diagram-frame[src="app://diagram/index.html"][sandbox="allow-scripts"]:not([srcdoc], [allow])',
    );

  const lookAtElement = (element: Element, isText: boolean): void => {
    if (isOwn(element)) return;
    const tag = element.localName;
    seen.everything.add(tag);
    if (isText) seen.elements.add(tag);
    for (const { name, value } of element.attributes) {
      seen.everything.add(`${tag}@${name}`);
      if (!isText) continue;
      seen.attributes.add(`${tag}@${name}`);
      if (/href$/.test(name)) seen.addresses.add(value);
      if (name === 'style') seen.styles.add(value);
    }
  };
  const look = (root: Element): void => {
    for (const element of root.querySelectorAll('*')) {
      lookAtElement(element, Boolean(element.parentElement?.closest('.md')));
    }
  };
  const isClipped = (element: Element, article: Element): boolean => {
    for (
      let above = element.parentElement;
      above !== null && above !== article;
      above = above.parentElement
    ) {
      if (getComputedStyle(above).overflow !== 'visible') return true;
    }
    return false;
  };
  const measure = (): void => {
    for (const article of document.querySelectorAll('article')) {
      const own = article.getBoundingClientRect();
      for (const element of article.querySelectorAll('.md *')) {
        const { top, bottom, width, height } = element.getBoundingClientRect();
        const isOutside = top < own.top - 8 || bottom > own.bottom + 8;
        if (!isOutside || width * height === 0 || isClipped(element, article)) continue;
        seen.outside.add(
          `${element.localName} ${Math.round(own.top - top)} ${Math.round(bottom - own.bottom)}`,
        );
      }
    }
  };
  let lastContent = '';
  const lookAtLive = (messageId: string): void => {
    const article = document.querySelector(`[data-message-id="${messageId}"]`);
    if (article === null) return;
    look(article);
    // Styles that fetch do so when the layout is made.
    article.getBoundingClientRect();
    const content = article.querySelector('.md')?.innerHTML ?? '';
    if (content !== lastContent) seen.contents += 1;
    lastContent = content;
  };

  // A task of its own, behind what the app draws on the message.
  const tasks: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => tasks.shift()?.();
  const afterDrawing = (run: () => void): void => {
    tasks.push(run);
    port2.postMessage(null);
  };
  const onBatch = (batch: { messageId: string; ops: readonly { type: string; text?: string }[] }): void => {
    const length = batch.ops.reduce(
      (sum, op) => sum + (op.type === 'append' ? (op.text?.length ?? 0) : 0),
      0,
    );
    if (length === 0) return;
    afterDrawing(() => {
      seen.units += length;
      seen.batches += 1;
      lookAtLive(batch.messageId);
      window.tellDrawn(seen.units);
    });
  };
  type Listen = (this: MessagePort, type: string, listener: (event: MessageEvent) => void) => void;
  const prototype = MessagePort.prototype as unknown as { addEventListener: Listen };
  const listen = prototype.addEventListener;
  prototype.addEventListener = function (type, listener) {
    listen.call(this, type, (event) => {
      listener.call(this, event);
      const data = event.data as { event?: { type: string; batch: Parameters<typeof onBatch>[0] } } | null;
      if (type === 'message' && data?.event?.type === 'chat.batch') onBatch(data.event.batch);
    });
  };

  const names = new Set<string>();
  const strange = (): string[] => [
    // The frame in which diagrams are drawn is there by its number.
    ...Object.getOwnPropertyNames(window).filter(
      (name) => !names.has(name) && !(name === '0' && window.length === 1),
    ),
    ...['pwned', 'config'].filter((name) => name in window),
    ...Object.keys(Object.prototype),
  ];
  addEventListener('load', () => {
    for (const name of Object.getOwnPropertyNames(window)) names.add(name);
  });
  window.pageWatch = {
    look,
    measure,
    report: () => ({
      ...seen,
      elements: [...seen.elements],
      attributes: [...seen.attributes],
      addresses: [...seen.addresses],
      styles: [...seen.styles],
      everything: [...seen.everything],
      outside: [...seen.outside],
      strangeNames: strange(),
    }),
  };
}
