/** One message as it stands on the page. */
export interface ShownMessage {
  readonly id: string;
  readonly role: string;
  readonly status: string;
  /** A question's whole text; null for a reply. */
  readonly text: string | null;
  /** Of a reply: how long each of its texts is, and how it ends. What was continued is one on the screen, and still two here. */
  readonly pieces: readonly { readonly length: number; readonly end: string }[];
  /** A reply stands below this question: the window was told that it is stored. */
  readonly isAnswered: boolean;
}

/** What changed on the page, and when: wall-clock ms. */
export interface ScreenChange {
  readonly at: number;
  readonly messages: readonly ShownMessage[];
}

declare global {
  interface Window {
    tellScreen: (change: ScreenChange) => void;
  }
}

/** Runs in the page: tells of every change of a message as soon as it is in the document, before it is painted. */
export function watchScreen(): void {
  const known = new Map<string, string>();
  const describe = (article: Element, below: boolean): ShownMessage => {
    const isReply = article.getAttribute('data-role') === 'assistant';
    const shown = Array.from(article.querySelectorAll('.md'), (text) => text.textContent.trimEnd());
    // Every answer of the provider begins with this word, and has it nowhere else.
    const texts = shown.flatMap((text) => text.split(/(?=w0é)/));
    return {
      id: article.getAttribute('data-message-id') ?? '',
      role: article.getAttribute('data-role') ?? '',
      status: article.getAttribute('data-status') ?? '',
      text: isReply ? null : (article.querySelector('.message-own')?.textContent ?? null),
      pieces: isReply ? texts.map((text) => ({ length: text.length, end: text.slice(-24) })) : [],
      isAnswered: below,
    };
  };
  const look = (): void => {
    const at = Date.now();
    const articles = Array.from(document.querySelectorAll('article[data-message-id]'));
    const messages = articles.flatMap((article, index) => {
      const message = describe(article, articles[index + 1]?.getAttribute('data-role') === 'assistant');
      const signature = JSON.stringify(message);
      if (known.get(message.id) === signature) return [];
      known.set(message.id, signature);
      return [message];
    });
    if (messages.length > 0) window.tellScreen({ at, messages });
  };
  new MutationObserver(look).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['data-status', 'data-message-id'],
  });
  look();
}
