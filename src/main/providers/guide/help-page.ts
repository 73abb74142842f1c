/** A piece of a page that makes sense on its own. */
export interface HelpSection {
  /** Null for what stands above the first heading. */
  readonly heading: string | null;
  /** Markdown. */
  readonly text: string;
}

/** One page of `resources/help`. */
export interface HelpPage {
  /** The name of its file, which links use. */
  readonly slug: string;
  readonly title: string;
  /** Words that a person may use and the text does not. */
  readonly keywords: readonly string[];
  readonly seeAlso: readonly string[];
  readonly sections: readonly HelpSection[];
}

/** Reads front matter (`title`, `keywords`, `see-also`) and sections by their h2. Throws when a page is not of that form. */
export function parseHelpPage(slug: string, source: string): HelpPage {
  const [, front, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(source.replaceAll('\r\n', '\n')) ?? [];
  if (front === undefined || body === undefined) throw new Error(`${slug}: no front matter`);
  const fields = new Map(
    front.split('\n').map((line) => {
      const [, name, value] = /^([a-z-]+): (.+)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`${slug}: cannot read "${line}"`);
      return [name, value.trim()] as const;
    }),
  );
  const title = fields.get('title');
  if (title === undefined) throw new Error(`${slug}: no title`);
  return {
    slug,
    title,
    keywords: listOf(fields.get('keywords')),
    seeAlso: listOf(fields.get('see-also')),
    sections: sectionsOf(body),
  };
}

const listOf = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

function sectionsOf(body: string): readonly HelpSection[] {
  return body
    .split(/^(?=## )/m)
    .map((piece) => {
      const heading = /^## (.+)$/m.exec(piece)?.[1]?.trim() ?? null;
      return { heading, text: (heading === null ? piece : piece.replace(/^## .+\n/, '')).trim() };
    })
    .filter(({ text }) => text !== '');
}
