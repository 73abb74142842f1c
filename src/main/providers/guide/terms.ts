/** Words that say nothing about what a question is about. */
const emptyWords = new Set(
  `a about actually all also am an and any anything are as at be because been being but by can cannot could did do does
  done for from get gets getting give go going got had has have help here how i if in into is it its just know let like
  make may me mean means might more most much must my need no not now of off on one only or other our out over parley
  please possible really say see seem should show so some somehow something still such tell than thank thanks that the
  their them then there these they thing things this those to too try trying up us use used using very want was way we
  well went were what whats when where which while who why will with without work works would you your yours im said say says dont
  doesnt cant ive isnt wont theres app program`.split(/\s+/),
);

/** One spelling for what people write in several. */
const sameWords: Readonly<Record<string, string>> = {
  apikey: 'key',
  favorite: 'favourite',
  colour: 'color',
  organisation: 'organization',
  license: 'licence',
  mac: 'macos',
  osx: 'macos',
  vscode: 'code',
  cmd: 'shortcut',
  hotkey: 'shortcut',
  bot: 'persona',
  assistant: 'persona',
  chat: 'conversation',
  chats: 'conversation',
  thread: 'conversation',
  prompt: 'message',
  answer: 'reply',
  response: 'reply',
  remove: 'delete',
  erase: 'delete',
  cancel: 'stop',
  abort: 'stop',
  price: 'cost',
  pricing: 'cost',
  expensive: 'cost',
  spend: 'cost',
  password: 'key',
  secret: 'key',
  llm: 'model',
  ai: 'model',
  pc: 'computer',
  laptop: 'computer',
  font: 'text',
  terminal: 'command',
  cli: 'command',
  shell: 'command',
  secure: 'safe',
  security: 'safe',
  safety: 'safe',
};

/** The words of a text that carry its meaning, each cut to its stem. */
export function termsOf(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .replace(/[’']/g, '')
    .match(/[\p{L}\p{N}]+(?:[.+#-][\p{L}\p{N}]+)*[+#]*/gu);
  return (words ?? [])
    .flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word]))
    .filter((word) => !emptyWords.has(word) && (word.length > 1 || /\p{N}/u.test(word)))
    .map((word) => stem(sameWords[word] ?? word));
}

/** Plurals and the commonest endings of verbs; both sides are cut alike, so it need not be a word. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  const short = word
    .replace(/(?:ies)$/, 'y')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/(?<=[^s])s$/, '');
  const single = short.replace(/([bdgmnprt])\1$/, '$1');
  return sameWords[single] === undefined ? single.replace(/(?<=[a-z]{3})e$/, '') : stem(sameWords[single]);
}
