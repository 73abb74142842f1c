/** What a reply can hold. Nothing else is ever drawn: the list is the allowlist. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'math'; readonly tex: string; readonly isDisplay: boolean }
  | { readonly type: 'break' }
  | {
      readonly type: 'link';
      /** An absolute http, https or mailto address. */
      readonly href: string;
      /** Where it really leads, in ASCII, for a person to read. */
      readonly title: string;
      readonly children: readonly Inline[];
    }
  /** A place inside Parley, as written (`parley:settings`); drawn as a link only for the Guide. */
  | { readonly type: 'app-link'; readonly target: string; readonly children: readonly Inline[] };

export interface ListItem {
  readonly raw: string;
  /** Null unless it is a task. */
  readonly isChecked: boolean | null;
  readonly blocks: readonly Block[];
}

export type TableAlign = 'left' | 'center' | 'right' | null;

export type BlockContent =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  /** The text of a tight list item: a paragraph without its margins. */
  | { readonly type: 'tight'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | {
      readonly type: 'code';
      readonly language: string;
      readonly text: string;
      /** The closing fence has not come yet. */
      readonly isOpen: boolean;
    }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly type: 'list';
      /** The first number, or null for bullets. */
      readonly start: number | null;
      readonly items: readonly ListItem[];
    }
  | {
      readonly type: 'table';
      readonly align: readonly TableAlign[];
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly type: 'math'; readonly tex: string; readonly isOpen: boolean }
  | { readonly type: 'rule' }
  /** Shown as it is: HTML, and what is too large or too tangled to parse in time. */
  | { readonly type: 'plain'; readonly text: string };

/** `raw` is the source: two blocks with the same source and links are the same block. */
export type Block = BlockContent & { readonly raw: string; readonly links: string };
