export interface Section {
  readonly text: string;
  /** Too large or too tangled for the parser: shown as it is. */
  readonly isPlain: boolean;
}

const maxParagraph = 100_000;
const maxLine = 16_000;
const maxMarks = 0.25;

const deepMarkers = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}/m;
const deepIndent = /^[ \t]{100,}(?:[-+*]|\d{1,9}[.)])[ \t]/m;

function hasTangledLine(text: string): boolean {
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const length = end - start;
    if (length > maxLine) return true;
    if (length > 1500) {
      const marks = text.slice(start, end).match(/[*_`~[\]()<>!$\\.@:|&#-]/g)?.length ?? 0;
      if (marks / length > maxMarks) return true;
    }
    start = end + 1;
  }
  return false;
}

const isHostile = (paragraph: string): boolean =>
  paragraph.length > maxParagraph ||
  hasTangledLine(paragraph) ||
  deepMarkers.test(paragraph) ||
  deepIndent.test(paragraph);

/** Whether a paragraph opens or closes a fence: what is between fences is never parsed, so it is never tangled. */
function fenceAfter(open: string | null, paragraph: string): string | null {
  let fence = open;
  for (const match of paragraph.matchAll(/^ {0,3}(`{3,}|~{3,})([^\n]*)/gm)) {
    const [, marks = '', info = ''] = match;
    if (fence === null) {
      if (marks.startsWith('~') || !info.includes('`')) fence = marks;
    } else if (marks.startsWith(fence) && info.trim() === '') fence = null;
  }
  return fence;
}

/**
 * Takes out the paragraphs that would hold the window up: lines of many kilobytes, paragraphs over 100 KB, forty quotes
 * in each other. Text below 1,500 characters is only looked at for depth. Sections joined are the text.
 */
export function splitHostile(text: string): readonly Section[] {
  if (text.length < 40) return [{ text, isPlain: false }];
  if (text.length < 1500 && !isHostile(text)) return [{ text, isPlain: false }];
  const sections: Section[] = [];
  let good = 0;
  let start = 0;
  let fence: string | null = null;
  while (start < text.length) {
    const blank = text.indexOf('\n\n', start);
    const end = blank < 0 ? text.length : blank + 2;
    const paragraph = text.slice(start, end);
    const before: string | null = fence;
    fence = fenceAfter(before, paragraph);
    if (before === null && fence === null && isHostile(paragraph)) {
      if (start > good) sections.push({ text: text.slice(good, start), isPlain: false });
      sections.push({ text: paragraph, isPlain: true });
      good = end;
    }
    start = end;
  }
  if (good < text.length) sections.push({ text: text.slice(good), isPlain: false });
  return sections;
}
