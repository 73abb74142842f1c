import { describe, expect, it } from 'vitest';
import { PassageIndex } from './rank-passages';
import { readBundledPages } from './read-pages';

const index = new PassageIndex(readBundledPages());
const firstTwo = (question: string, context: readonly string[] = []): readonly string[] =>
  index
    .search(question, context)
    .pages.slice(0, 2)
    .map(({ slug }) => slug);

/** As people type them: short, long, with slips, in their own words. */
const questions: readonly (readonly [question: string, page: string])[] = [
  ['how do I start', 'getting-started'],
  ["I'm new here, what do I do first?", 'getting-started'],
  ['Are you a language model?', 'guide'],
  ['why can the guide not write a poem', 'guide'],
  ['how do i add my openai api key', 'add-a-key'],
  ['Where do I paste my Claude key?', 'add-a-key'],
  ['do i need an account', 'add-a-key'],
  ['can I use my ChatGPT subscription', 'add-a-key'],
  ['what does an anthropic key look like', 'which-key'],
  ['key starts with sk-ant', 'which-key'],
  ['OPENAI_API_KEY environment variable', 'keys-from-the-environment'],
  ['set default model with an env var', 'keys-from-the-environment'],
  ['where are my keys stored', 'where-keys-are-kept'],
  ['are my api keys safe?', 'where-keys-are-kept'],
  ['I have no keychain on linux', 'no-keychain'],
  ['my key is gone after restart', 'no-keychain'],
  ['gnome-keyring', 'no-keychain'],
  ['can I use ollama', 'local-servers'],
  ['LM Studio is not found', 'local-servers'],
  ['run a model on my own computer', 'local-servers'],
  ['how to add openrouter', 'openai-compatible'],
  ['use deepseek or groq', 'openai-compatible'],
  ['custom base url', 'base-urls'],
  ['we have a company proxy', 'base-urls'],
  ['how do I switch to another model', 'choose-a-model'],
  ['a new model is missing from the list', 'choose-a-model'],
  ['mark favorite models', 'favourites'],
  ['why did it forget what I said earlier', 'context-window'],
  ['what is a context window', 'context-window'],
  ['older messages left out', 'context-window'],
  ['what is a persona', 'personas'],
  ['give the model a system prompt', 'create-a-persona'],
  ['change the temperature', 'create-a-persona'],
  ['how do I get a new line without sending', 'sending'],
  ['stop a reply', 'stop-retry-continue'],
  ['how to regenerate an answer', 'stop-retry-continue'],
  ['what does 2/3 mean', 'versions'],
  ['where is the earlier version of the answer', 'versions'],
  ['why is it thinking so long', 'thinking'],
  ['show reasoning', 'thinking'],
  ['how much did this cost me', 'message-details'],
  ['what are tokens in and tokens out', 'message-details'],
  ['what went wrong, I get an error', 'errors'],
  ['the provider is overloaded 529', 'errors'],
  ['401 unauthorized invalid api key', 'errors-key'],
  ['too many requests 429', 'errors-limits'],
  ['insufficient_quota', 'errors-limits'],
  ['connection refused', 'errors-network'],
  ['request timed out', 'errors-network'],
  ['the answer was cut off in the middle', 'errors-cut-off'],
  ['prompt is too long', 'errors-length'],
  ['is my unsent text saved', 'drafts'],
  ['rename a conversation', 'new-conversation'],
  ['automatic titles off', 'new-conversation'],
  ['I accidentally deleted a conversation', 'delete-and-undo'],
  ['undo delete', 'delete-and-undo'],
  ['open two windows side by side', 'windows'],
  ['global hotkey for a quick question', 'quick-window'],
  ['what happens if my computer crashes', 'closing-and-crashes'],
  ['can I close the window while it answers', 'closing-and-crashes'],
  ['keyboard shortcuts', 'shortcuts'],
  ['dark mode', 'appearance'],
  ['make the font bigger', 'appearance'],
  ['does it work with a screen reader', 'accessibility'],
  ['where is the database file', 'data-folder'],
  ['move my conversations to another computer', 'data-folder'],
  ['backup', 'back-up-and-restore'],
  ['how do I make a folder', 'folders-and-tags'],
  ['archive an old conversation', 'folders-and-tags'],
  ['how long is the trash kept', 'delete-and-undo'],
  ['do you collect telemetry', 'privacy'],
  ['what is sent to openai', 'privacy'],
  ['how do i get all my data', 'data-folder'],
  ['are links in replies safe', 'links-and-safety'],
  ['where are the log files', 'logs'],
  ['ask from the terminal with --json', 'command-line'],
  ['use it on a plane without internet', 'offline-use'],
  ['search my conversations', 'search'],
  ['how do I attach a file', 'images-and-files'],
  ['import from chatgpt', 'import'],
  ['which license', 'about'],
  ['what version do I have', 'about'],
  // Slips of the keyboard.
  ['keybord shortcuts', 'shortcuts'],
  ['persnoas', 'personas'],
  ['telemtry', 'privacy'],
];

describe('a question of a real person', () => {
  it.each(questions)('%s → %s', (question, page) => {
    expect(firstTwo(question)).toContain(page);
  });

  it('finds the right page first most of the time', () => {
    const first = questions.filter(([question, page]) => firstTwo(question)[0] === page);
    expect(first.length / questions.length).toBeGreaterThan(0.85);
  });
});

describe('a question about something else', () => {
  it.each([
    'What is the capital of France?',
    'write a story about the sea',
    'who won the football world cup in 1998',
    'translate "good morning" into Spanish',
    'explain quantum entanglement',
    'what is the best recipe for bread',
    'tell me a joke',
    'who is the president',
    'summarize this text',
    'xyzzy plugh',
    'Wie wird das Wetter morgen?',
    '12 * 34',
  ])('%s is seen to be so', (question) => {
    expect(index.search(question).coverage).toBeLessThan(0.5);
  });
});

describe('a follow-up', () => {
  it.each([
    ['and on Windows?', 'where are my keys stored', 'where-keys-are-kept'],
    ['why?', 'the provider is overloaded', 'errors'],
    ['how do I change it', 'what is the base url', 'base-urls'],
  ])('"%s" after "%s"', (question, before, page) => {
    expect(firstTwo(question, [before])).toContain(page);
  });

  it('that says enough by itself is not drawn back to what was asked before', () => {
    expect(firstTwo('how do I add an ollama server', ['dark mode theme colors'])[0]).toBe('local-servers');
  });
});

it('survives anything that can be typed', () => {
  for (const question of ['', ' ', '?!', '\u0000', '😀', '---', 'a'.repeat(100_000), '(['.repeat(500)]) {
    expect(index.search(question).coverage).toBeLessThanOrEqual(1);
  }
});
