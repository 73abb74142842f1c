import { scanXml } from './scan-xml';
import { createTextWriter, type TextWriter } from './text-writer';
import type { Package } from './unpack';

/** The text of a .docx, with its notes: paragraphs as lines, cells of a table apart by tabs. Deleted text is not there. */
export function readWord(document: Package): string {
  const writer = createTextWriter();
  writeParagraphs(document.read('word/document.xml'), writer);
  for (const name of ['word/footnotes.xml', 'word/endnotes.xml']) {
    if (writer.isFull() || !document.names.includes(name)) continue;
    writer.add('\n');
    writeParagraphs(document.read(name), writer);
  }
  return writer.text();
}

function writeParagraphs(xml: string, writer: TextWriter): void {
  let isText = false;
  let cells = 0;
  scanXml(
    xml,
    ({ name, isOpening, isClosing }) => {
      if (name === 't') isText = isOpening && !isClosing;
      else if (name === 'tc') {
        cells += isOpening ? 1 : -1;
        if (!isOpening) writer.add('\t');
      } else if (isOpening && name === 'tab') writer.add('\t');
      else if (isOpening && (name === 'br' || name === 'cr')) writer.add('\n');
      else if (isClosing && name === 'p') writer.add(cells > 0 ? ' ' : '\n');
      else if (isClosing && name === 'tr') writer.add('\n');
    },
    (text) => {
      if (isText) writer.add(text);
    },
  );
}
