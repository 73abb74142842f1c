import type { HelpPage } from './help-page';
import type { Passage, PassageIndex, Ranking } from './rank-passages';

/** Words of an answer: enough to be one, few enough to be read. */
const fewestWords = 120;
const mostWords = 300;
/** What stands above the first heading of a page and has fewer words says nothing by itself. */
const fewestOfOpening = 30;
/** Below this the pages are about something else, and saying so is the better answer. */
const leastCoverage = 0.5;
/** A passage of another page is worth adding from this share of the best one's score. */
const worthAdding = 0.6;
const mostRelated = 4;

const greetingPattern =
  /^(hi|hello|hey|hallo|hola|bonjour|salut|ciao|moin|greetings|good (morning|afternoon|evening|day)|howdy|yo)\b[\s\p{P}]*(there|guide|parley|you)?[\s\p{P}]*$/iu;
const aboutMePattern =
  /^(help|help me|who are you|what are you|what can you do|what can i (ask|do)( you| here)?|what do you know)[\s\p{P}]*$/iu;
/** Its name is on every page, so no search would find one. */
const aboutParleyPattern =
  /^((what is|what’s|what's|whats|explain|describe|tell me about|about|what does|what can) )?parley( (do|can do|for|about))?[\s\p{P}]*$/iu;
const thanksPattern =
  /^(thanks|thank you|thx|great|perfect|ok|okay|cool|got it|nice)\b[\s\p{P}]*(very much|a lot|so much)?[\s\p{P}]*$/iu;

/** Pages that a person who does not know what to ask is shown. */
const starters = [
  'getting-started',
  'add-a-key',
  'local-servers',
  'choose-a-model',
  'personas',
  'errors',
  'shortcuts',
  'privacy',
] as const;

/**
 * The Guide's answer in Markdown. `questions` are what the person has written, the latest last. Pure: the same question
 * gives the same answer.
 */
export function composeAnswer(
  questions: readonly string[],
  index: PassageIndex,
  pages: readonly HelpPage[],
): string {
  const question = questions.at(-1)?.trim() ?? '';
  if (question === '' || greetingPattern.test(question)) return greeting(pages);
  if (aboutMePattern.test(question)) return greeting(pages);
  if (thanksPattern.test(question))
    return `You are welcome. Ask me anything about Parley.\n\n${topics(pages)}`;
  if (aboutParleyPattern.test(question)) return about(pages);
  const asked = slugOf(question.replace(/^parley:help\//, ''));
  const named = pages.find(({ slug, title }) => slug === asked || slugOf(title) === asked);
  if (named !== undefined) return wholePage(named, pages);
  const earlier = questions.slice(0, -1).reverse().slice(0, 3);
  const ranking = index.search(question, earlier);
  return ranking.coverage < leastCoverage || ranking.passages.length === 0
    ? nothingFound(pages)
    : passagesOf(ranking, pages);
}

/** The page that says first what Parley is. */
function about(pages: readonly HelpPage[]): string {
  const page = pages.find(({ slug }) => slug === 'getting-started');
  return page === undefined ? greeting(pages) : wholePage(page, pages);
}

/** A page is asked for by its title or its name, in whatever spelling: `Add a key?`, `add-a-key`, `parley:help/add-a-key`. */
const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

const greeting = (pages: readonly HelpPage[]): string =>
  [
    'Hello. I am the **Guide**: I know how Parley works, and I answer from help pages that come with it. I need no key and no network.',
    'I am an offline guide, not a language model. To talk about anything else, [add a key](parley:settings/providers) of OpenAI, Anthropic or Google, or [use a model on this computer](parley:help/local-servers).',
    `You can ask me, for example:\n\n${topics(pages)}`,
  ].join('\n\n');

const nothingFound = (pages: readonly HelpPage[]): string =>
  [
    'I found nothing about that in my pages. I am an offline guide, not a language model: all I know is how Parley works.',
    'If that is what you asked, try it in other words. For anything else, [choose a model](parley:choose-model), or [add a key](parley:settings/providers) if there is none yet.',
    `What I can tell you about:\n\n${topics(pages)}`,
  ].join('\n\n');

const topics = (pages: readonly HelpPage[]): string =>
  starters
    .flatMap((slug) => pages.filter((page) => page.slug === slug))
    .map((page) => `- ${linkTo(page)}`)
    .join('\n');

const linkTo = (page: HelpPage): string => `[${page.title}](parley:help/${page.slug})`;

function wholePage(page: HelpPage, pages: readonly HelpPage[]): string {
  const sections = page.sections.map(({ heading, text }) =>
    heading === null ? text : `#### ${heading}\n\n${text}`,
  );
  return [`### ${page.title}`, ...sections, related([page], pages)].join('\n\n');
}

/** The best sections in the order of their rank, those of one page together and in the order of the page. */
function passagesOf(ranking: Ranking, pages: readonly HelpPage[]): string {
  const [best] = ranking.passages;
  if (best === undefined) return nothingFound(pages);
  const chosen = choose(ranking.passages, best);
  const told = ranking.pages.filter((page) => chosen.some((passage) => passage.page === page));
  const blocks = told.flatMap((page) => {
    const sections = page.sections.filter((section) =>
      chosen.some((passage) => passage.page === page && passage.section === section),
    );
    return [
      `### ${page.title}`,
      ...sections.map(({ heading, text }) => (heading === null ? text : `#### ${heading}\n\n${text}`)),
    ];
  });
  return [...blocks, related([...told, ...ranking.pages.slice(0, 3)], pages, told)].join('\n\n');
}

function choose(passages: readonly Passage[], best: Passage): readonly Passage[] {
  const chosen: Passage[] = [best];
  let words = wordsIn(best.section.text);
  const ownPage = passages.filter((passage) => passage !== best && passage.page === best.page);
  const isGood = ({ score }: Passage): boolean => score >= best.score * worthAdding;
  // Of other pages only what answers best: the rest of them is a link away.
  const elsewhere = passages
    .filter((passage) => passage.page !== best.page && !isOpening(passage))
    .slice(0, 1);
  const candidates = [
    // What stands above the first heading says what a page is about: it comes before its other sections.
    ...ownPage.filter(({ section }) => section.heading === null),
    ...ownPage.filter(isGood),
    ...elsewhere.filter(isGood),
    ...ownPage,
    ...elsewhere,
  ];
  for (const passage of candidates) {
    const length = wordsIn(passage.section.text);
    const isWanted = words < fewestWords || isGood(passage);
    if (chosen.includes(passage) || !isWanted || words + length > mostWords) continue;
    chosen.push(passage);
    words += length;
  }
  return chosen;
}

/** A line or two above the first heading announces what is not told here. */
const isOpening = ({ page, section }: Passage): boolean =>
  section.heading === null && page.sections.length > 1 && wordsIn(section.text) < fewestOfOpening;

const wordsIn = (text: string): number => text.split(/\s+/).length;

/** Where to read on: what the pages themselves name, then what else was found. */
function related(
  from: readonly HelpPage[],
  pages: readonly HelpPage[],
  told: readonly HelpPage[] = from,
): string {
  const slugs = new Set([...from.flatMap(({ seeAlso }) => seeAlso), ...from.map(({ slug }) => slug)]);
  const links = [...slugs]
    .flatMap((slug) => pages.filter((page) => page.slug === slug && !told.includes(page)))
    .slice(0, mostRelated)
    .map(linkTo);
  return links.length === 0 ? '' : `**See also:** ${links.join(' · ')}`;
}
