import { fileURLToPath } from 'node:url';
import { zipSync, strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createDocumentReader,
  type ReadDocument,
} from '#main/features/attachments/documents/document-reader';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { pdf } from '../fixtures/make-pdf';
import { silentLogger } from '../harness/database';

const zip = (parts: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );

const word = (body: string): Uint8Array => zip({ 'word/document.xml': `<w:document>${body}</w:document>` });
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('the text of a document', () => {
  let read: ReadDocument;
  let readQuickly: ReadDocument;
  let longestWaitMs = 0;
  let timer: NodeJS.Timeout;
  beforeAll(async () => {
    const entry = 'src/main/features/attachments/workers/document-worker.ts';
    const workerPath = fileURLToPath(await bundleForNode(entry, 'test-document-worker'));
    read = createDocumentReader({ workerPath, logger: silentLogger, limitMs: 8_000 });
    readQuickly = createDocumentReader({ workerPath, logger: silentLogger, limitMs: 1_500 });
    let last = performance.now();
    timer = setInterval(() => {
      longestWaitMs = Math.max(longestWaitMs, performance.now() - last);
      last = performance.now();
    }, 20);
  });
  afterAll(() => clearInterval(timer));

  it('is read out of Word, Excel, PowerPoint and PDF', async () => {
    const table =
      '<w:tbl><w:tr><w:tc><w:p><w:t>a</w:t></w:p></w:tc><w:tc><w:p><w:t>b</w:t></w:p></w:tc></w:tr></w:tbl>';
    expect(
      await read(word(`${paragraph('Fish &amp; chips &#x1F600;')}${paragraph('Second')}${table}`)),
    ).toMatchObject({
      ok: true,
      value: { text: 'Fish & chips 😀\nSecond\na \tb' },
    });
    const book = zip({
      'xl/workbook.xml': '<workbook><sheets><sheet name="Costs" r:id="rId7"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/sharedStrings.xml': '<sst><si><t>Item</t></si><si><r><t>Two </t></r><r><t>parts</t></r></si></sst>',
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
        '<row><c r="A2" s="1"><v>45292</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="inlineStr"><is><t>in</t></is></c></row></sheetData></worksheet>',
    });
    expect(await read(book)).toMatchObject({
      ok: true,
      value: { text: 'Sheet Costs\nItem\t\tTwo parts\n2024-01-01\t2\tin' },
    });
    const slides = zip({
      'ppt/presentation.xml': '<p/>',
      'ppt/slides/slide10.xml': '<a:p><a:t>Ten</a:t></a:p>',
      'ppt/slides/slide2.xml': '<a:p><a:t>Two</a:t></a:p>',
    });
    expect(await read(slides)).toMatchObject({ ok: true, value: { text: 'Slide 2\nTwo\n\nSlide 10\nTen' } });
    expect(await read(pdf(['Hello page one', 'And page two']))).toMatchObject({
      ok: true,
      value: { mediaType: 'application/pdf', text: 'Hello page one\n\nAnd page two' },
    });
  });

  it('is decoded as it was written', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße 日本', 'utf16le')]);
    const texts: readonly (readonly [bytes: Uint8Array, text: string])[] = [
      [strToU8('Grüße 日本 🙂'), 'Grüße 日本 🙂'],
      [strToU8('\ufeffmarked'), 'marked'],
      [utf16, 'Grüße 日本'],
      [Buffer.from('plain but wide, without a mark', 'utf16le'), 'plain but wide, without a mark'],
      [Uint8Array.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x80]), 'Grüße €'],
      [strToU8('<svg onload="alert(1)"/>'), '<svg onload="alert(1)"/>'],
    ];
    for (const [bytes, text] of texts) expect(await read(bytes)).toMatchObject({ ok: true, value: { text } });
  });

  it('is cut at two million characters, never within one', async () => {
    const result = await read(strToU8(`${'a'.repeat(1_999_999)}🙂${'b'.repeat(5)}`));
    expect(result.ok && result.value.text.length).toBe(2_000_000);
    expect(result.ok && result.value.text.endsWith('a…')).toBe(true);
  });

  const packed = zip({ 'word/document.xml': new Uint8Array(60_000_000) });
  const nested = zip({ 'inner.zip': zip({ 'inner.zip': zip({ a: 'b' }) }) });
  const definitions = word(
    '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + paragraph('&b;&b;'),
  );
  it.each([
    ['an empty file', new Uint8Array(0), 'attachment.empty'],
    ['only spaces', strToU8(' \n\t '), 'attachment.empty'],
    ['a zip bomb in a document', packed, 'attachment.too-complex'],
    ['archives in archives', nested, 'attachment.unsupported'],
    ['a cut zip', zip({ 'word/document.xml': 'x'.repeat(10_000) }).slice(0, 90), 'attachment.damaged'],
    ['a million entries', manyEntries(), 'attachment.too-complex'],
    ['a PDF without a text', pdf(['']), 'attachment.empty'],
    ['a PDF that is none', strToU8('%PDF-1.7 nothing more'), 'attachment.damaged'],
    [
      'old Office',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      'attachment.unsupported',
    ],
    ['Office behind a password', protectedOffice(), 'attachment.protected'],
    ['a program', Buffer.from('\x7fELF\x02\x01\0\0'), 'attachment.unsupported'],
    ['noise', Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 251), 'attachment.unsupported'],
  ])('refuses %s with a sentence that says what to do', async (_name, bytes, code) => {
    const result = await read(bytes);
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(result.ok ? '' : result.error.message).toMatch(/[.] [A-Z].*[.]$/);
  });

  it('defines nothing of its own and runs nothing', async () => {
    expect(await read(definitions)).toMatchObject({ ok: true, value: { text: '&b;&b;' } });
    const script = '/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>';
    expect(await read(pdf(['Harmless'], script))).toMatchObject({ ok: true, value: { text: 'Harmless' } });
  });

  it('of ten thousand pages is read or given up, and holds nothing else up', async () => {
    const pages = Array.from({ length: 10_000 }, (_, page) => `Page ${page}`);
    longestWaitMs = 0;
    const result = await readQuickly(pdf(pages));
    // It is read, or it is said that it takes too long.
    if (result.ok) expect(result.value.text).toContain('Page 9999');
    else expect(result.error.code).toBe('attachment.too-complex');
    expect(longestWaitMs).toBeLessThan(1_000);
  });
});

/** The directory of a zip names more than any document has. */
function manyEntries(): Uint8Array {
  const parts: Record<string, string> = {};
  for (let number = 0; number < 21_000; number += 1) parts[`e${number}`] = '';
  return zip(parts);
}

function protectedOffice(): Uint8Array {
  const head = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return Buffer.concat([head, new Uint8Array(504), Buffer.from('EncryptedPackage', 'utf16le')]);
}
