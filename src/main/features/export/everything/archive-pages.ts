import type { HeldConversation } from '#main/ports/held-data';
import { escapeHtml } from '../escape-html';
import { cleanTitle, formatTime } from '../export-document';
import { beginPage, endPage } from '../html-page';
import { leftOut, recordFiles } from './record-files';

/** A conversation that has a page in the archive. */
export interface WrittenPage {
  readonly conversation: HeldConversation;
  /** Within `conversations/`. */
  readonly file: string;
}

const count = (value: number, noun: string): string =>
  `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;

const link = (path: string, text: string): string =>
  `<a href="${escapeHtml(path.split('/').map(encodeURIComponent).join('/'))}">${escapeHtml(text)}</a>`;

const placeOf = ({ isArchived, isInTrash }: HeldConversation): string =>
  isInTrash ? 'trash' : isArchived ? 'archive' : '';

/** The list of conversations: `conversations/index.html`, piece by piece. */
export function* listOfPages(pages: readonly WrittenPage[]): Generator<string, void, undefined> {
  yield beginPage('Conversations', `${count(pages.length, 'conversation')}, the newest first`);
  yield '<table>\n<thead><tr><th>Begun</th><th>Conversation</th><th>Messages</th><th>In</th></tr></thead>\n<tbody>\n';
  for (const { conversation, file } of pages.toReversed()) {
    const cells = [
      `<td>${escapeHtml(formatTime(conversation.createdAt))}</td>`,
      `<td dir="auto">${link(file, cleanTitle(conversation.title))}</td>`,
      `<td class="right">${conversation.messages.toLocaleString('en-US')}</td>`,
      `<td>${placeOf(conversation)}</td>`,
    ];
    yield `<tr>${cells.join('')}</tr>\n`;
  }
  yield `</tbody>\n</table>\n<p>${link('../README.html', 'Everything else in this archive')}</p>\n${endPage()}`;
}

/** What was written. */
export interface Written {
  readonly at: number;
  readonly conversations: number;
  readonly messages: number;
  readonly files: number;
  /** Files whose bytes are no longer there, or damaged. */
  readonly missing: number;
  /** Records by the name of their file; none where there were none. */
  readonly records: ReadonlyMap<string, number>;
}

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;

/** What the archive holds and what it does not, in plain words: `README.html`. */
export function readmeOf(written: Written): string {
  const { conversations, messages, files, missing, records } = written;
  const rows = recordFiles.flatMap(({ name, says }) => {
    const amount = records.get(name);
    return amount === undefined
      ? []
      : [row([link(`records/${name}`, name), escapeHtml(says), number(amount)])];
  });
  const none = recordFiles.filter(({ name }) => !records.has(name)).map(({ says }) => says);
  return `${beginPage('All my data', `Written by Parley at ${formatTime(written.at)}`)}
<p>Everything that Parley keeps, in files that need no Parley. Pages open in any browser, without a network. Files that end in <code>.csv</code> open in a spreadsheet, files that end in <code>.json</code> in any text editor.</p>
<p>Keep this archive as safe as the conversations in it: it is not encrypted.</p>
<h3>Conversations</h3>
<p>${link('conversations/index.html', 'Read the conversations')}: ${count(conversations, 'page')}, with every branch, those in the archive and in the trash too. A message in the trash of a conversation that stays is only in conversations.json.</p>
<table>
<tbody>
${row(['<code>conversations/</code>', 'A page for each conversation', number(conversations)])}${row([
    link('conversations.json', 'conversations.json'),
    'The same with everything that is known of them, in the format that Parley imports: “Import conversations…” brings all of it back',
    `${number(messages)} messages`,
  ])}${row(['<code>files/</code>', 'Pictures and documents, each once', number(files)])}</tbody>
</table>
${missing === 0 ? '' : `<p>${count(missing, 'file')} could not be read any more, and could not come along.</p>\n`}<h3>Everything else</h3>
<table>
<thead><tr><th>In records/</th><th>What it is</th><th>How many</th></tr></thead>
<tbody>
${rows.join('')}</tbody>
</table>
<p>Moments are in UTC, amounts of money in US dollars. An empty field is not known.</p>
${none.length === 0 ? '' : `<p>There was nothing to write of these: ${escapeHtml(none.map(lowered).join('; '))}.</p>\n`}<h3>What is not in it</h3>
<table>
<tbody>
${leftOut.map(([what, why]) => row([escapeHtml(what), escapeHtml(why)])).join('')}</tbody>
</table>
${endPage()}`;
}

const number = (value: number): string => value.toLocaleString('en-US');
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
