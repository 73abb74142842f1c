import { countOf, nameOf, type DocumentFormat, type DocumentPart } from './export-document';

/** What a message says is indented, so that nothing in it passes for the line above a message. */
const indent = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '  ');

const labels: Readonly<Record<DocumentPart['type'], string>> = {
  text: '',
  thinking: 'Thinking:\n',
  note: '',
  image: '',
};

const partOf = ({ type, text }: DocumentPart): string =>
  text.trim() === ''
    ? ''
    : `${indent(`${labels[type]}${type === 'note' ? `[${text}]` : type === 'image' ? `[Image: ${text}]` : text}`)}\n\n`;

export const plainText: DocumentFormat = {
  hasImages: false,
  begin: (head) =>
    `${head.title}\n${'='.repeat(Math.min(72, head.title.length))}\n${head.from}, ${countOf(head)}\n\n`,
  stretch: (stretch) => `==== ${nameOf(stretch)} ====\n\n`,
  message: ({ number, speaker, at, parts }) =>
    `---- ${number === null ? '' : `${number}. `}${speaker}, ${at} ----\n\n${parts.map(partOf).join('')}`,
  end: () => '',
};
