import { scanXml } from './scan-xml';
import { createTextWriter, type TextWriter } from './text-writer';
import type { Package } from './unpack';

/** The text of a .pptx, slide by slide, and the notes of its speaker. */
export function readSlides(slides: Package): string {
  const writer = createTextWriter();
  writeAll(slides, /^ppt\/slides\/slide(\d+)\.xml$/, 'Slide', writer);
  writeAll(slides, /^ppt\/notesSlides\/notesSlide(\d+)\.xml$/, 'Notes', writer);
  return writer.text();
}

function writeAll(slides: Package, pattern: RegExp, title: string, writer: TextWriter): void {
  const parts = slides.names
    .flatMap((name) => {
      const number = pattern.exec(name)?.[1];
      return number === undefined ? [] : [{ name, number: Number(number) }];
    })
    .sort((a, b) => a.number - b.number);
  for (const { name, number } of parts) {
    if (writer.isFull()) return;
    writer.add(`\n${title} ${number}\n`);
    writeText(slides.read(name), writer);
  }
}

function writeText(xml: string, writer: TextWriter): void {
  let isText = false;
  scanXml(
    xml,
    ({ name, isOpening, isClosing }) => {
      if (name === 't') isText = isOpening && !isClosing;
      else if (isOpening && name === 'br') writer.add('\n');
      else if (isClosing && name === 'p') writer.add('\n');
    },
    (text) => {
      if (isText) writer.add(text);
    },
  );
}
