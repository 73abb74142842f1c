import { countOf, nameOf, type DocumentFormat, type DocumentPart } from './export-document';

/** What a message says is indented, so that nothing in it passes for the line above a message. */
const indent = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '  ');

const shown: Readonly<Record<DocumentPart['type'], (text: string) => string>> = {
  text: (text) => text,
  thinking: (text) => `Thinking:\n${text}`,
  note: (text) => `[${text}]`,
  image: (text) => `[Image: ${text}]`,
  file: (text) => `[File: ${text}]`,
};

const partOf = ({ type, text }: DocumentPart): string =>
  text.trim() === '' ? '' : `${indent(shown[type](text))}\n\n`;

export const plainText: DocumentFormat = {
  begin: (head) =>
    `${head.title}\n${'='.repeat(Math.min(72, head.title.length))}\n${head.from}, ${countOf(head)}\n\n`,
  stretch: (stretch) => `==== ${nameOf(stretch)} ====\n\n`,
  message: ({ number, speaker, at, parts }) =>
    `---- ${number === null ? '' : `${number}. `}${speaker}, ${at} ----\n\n${parts.map(partOf).join('')}`,
  end: () => '',
};
