/** One line of Google's log of what somebody did with Gemini, whichever way it was written down. */
export interface Activity {
  /** What was done and said: `Prompted hello`. */
  readonly title: string;
  /** What stands before the first space that does not break, where pages have one: `Prompted`. */
  readonly label: string | null;
  readonly time: number | null;
  /** Of the conversation, out of its address; null when the log does not say. */
  readonly conversation: string | null;
  /** Markdown; empty without an answer. */
  readonly answer: string;
  /** Names of files, as they lie beside the log. */
  readonly files: readonly string[];
  readonly raw: string;
}

/** `https://gemini.google.com/app/0123456789abcdef` */
export const conversationIn = (address: string): string | null =>
  /gemini\.google\.com\/(?:u\/\d+\/)?(?:app|gem\/[\w-]+)\/([\w-]{4,100})/u.exec(address)?.[1] ?? null;
