/**
 * A key and its modifiers: `Mod+Shift+N`. `Mod` is Command on a Mac and Control elsewhere, `Ctrl` is Control everywhere.
 * The key is a capital letter, a digit or sign as it stands on the keyboard, `Plus`, `Space`, `Tab`, `Esc` or `F1` to `F24`.
 */
export interface KeyBinding {
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const form =
  /^((?:(?:Mod|Ctrl|Alt|Shift)\+)*)(Plus|Space|Tab|Esc|F(?:[1-9]|1\d|2[0-4])|[A-Z0-9]|[!-*,-/:-@[-`{-~])$/;

/** Null for what is not a key, or names a modifier twice. */
export function parseBinding(text: string): KeyBinding | null {
  const match = form.exec(text);
  const [, prefix = '', key] = match ?? [];
  if (key === undefined) return null;
  const modifiers = prefix.split('+').slice(0, -1);
  if (new Set(modifiers).size !== modifiers.length) return null;
  const has = (name: string): boolean => modifiers.includes(name);
  return { mod: has('Mod'), ctrl: has('Ctrl'), alt: has('Alt'), shift: has('Shift'), key };
}

/** One way of writing it on this system, so that equal keys are equal texts. */
export function formatBinding({ mod, ctrl, alt, shift, key }: KeyBinding, isMac: boolean): string {
  const isMod = mod || (ctrl && !isMac);
  return [
    ...(isMod ? ['Mod'] : []),
    ...(ctrl && isMac ? ['Ctrl'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    key,
  ].join('+');
}

/** The same; null for what is not a key. */
export function normalBinding(text: string, isMac: boolean): string | null {
  const binding = parseBinding(text);
  return binding === null ? null : formatBinding(binding, isMac);
}

/** What stands on a key of a keyboard of the United States, by its place. */
const signOfCode: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Space: 'Space',
};

function keyOfCode(code: string): string | null {
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  return letter ?? digit ?? signOfCode[code] ?? null;
}

const named: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus', Escape: 'Esc' };

function keyOf(key: string): string | null {
  const name = named[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return parseBinding(name) === null ? null : name;
}

const isLetter = (key: string | null): boolean => key !== null && /^[A-Z]$/.test(key);

/**
 * What a press can mean, the likeliest first. The letter that was typed decides; its place on the keyboard only where
 * the layout has no such letter (Cyrillic, Greek, Hebrew …), or the sign is another one there (digits of AZERTY).
 */
export function bindingsOfPress(press: KeyPress, isMac: boolean): readonly string[] {
  const { ctrlKey, metaKey, altKey: alt, shiftKey: shift } = press;
  // The key with the logo belongs to the system where it is not Command.
  if (metaKey && !isMac) return [];
  const modifiers = { mod: isMac ? metaKey : ctrlKey, ctrl: isMac && ctrlKey, alt };
  const typed = keyOf(press.key);
  const placed = isLetter(typed) ? null : keyOfCode(press.code);
  const found = [
    ...(typed === null ? [] : [{ ...modifiers, shift, key: typed }]),
    // Some layouts need Shift for the sign itself.
    ...(typed !== null && shift && typed.length === 1 && !isLetter(typed)
      ? [{ ...modifiers, shift: false, key: typed }]
      : []),
    ...(placed === null ? [] : [{ ...modifiers, shift, key: placed }]),
  ];
  return [...new Set(found.map((binding) => formatBinding(binding, isMac)))];
}

/** What a press is recorded as: a sign that needs Shift is told by its place. Null while only modifiers are held. */
export function recordedBinding(press: KeyPress, isMac: boolean): string | null {
  const bindings = bindingsOfPress(press, isMac);
  const typed = keyOf(press.key);
  return (press.shiftKey && !isLetter(typed) ? bindings.at(-1) : bindings[0]) ?? null;
}

/** Keys that belong to the system or to writing, by what they do there. */
const taken: Readonly<Record<string, string>> = {
  'Mod+C': 'copies',
  'Mod+X': 'cuts',
  'Mod+V': 'pastes',
  'Mod+Shift+V': 'pastes without format',
  'Mod+A': 'selects everything',
  'Mod+Z': 'takes the last change back',
  'Mod+Shift+Z': 'does the last change again',
  'Mod+Y': 'does the last change again',
  'Mod+Q': 'quits',
  'Mod+W': 'closes the window',
  'Mod+0': 'resets the zoom',
  'Mod+-': 'zooms out',
  'Mod+=': 'zooms in',
  'Mod+Plus': 'zooms in',
  'Mod+Shift+Plus': 'zooms in',
  'Mod+Shift+=': 'zooms in',
};
const takenElsewhere: Readonly<Record<string, string>> = { F11: 'fills the screen' };
const takenOnMac: Readonly<Record<string, string>> = {
  'Mod+H': 'hides Parley',
  'Mod+Alt+H': 'hides other programs',
  'Mod+M': 'puts the window into the Dock',
  'Mod+Tab': 'changes the program',
  'Mod+Space': 'opens Spotlight',
};

/** What the system does with a key, in the way in which it is always written. */
export const systemUseOf = (normal: string, isMac: boolean): string | undefined =>
  taken[normal] ?? (isMac ? takenOnMac : takenElsewhere)[normal];

/** Why a command cannot have this key, in a sentence; null when it can. */
export function refusalOf(text: string, isMac: boolean): string | null {
  const binding = parseBinding(text);
  if (binding === null) return 'This is not a key that Parley can use.';
  const { mod, ctrl, alt, key } = binding;
  if (key === 'Esc') return 'Esc stops and closes. Press another key.';
  const isFunctionKey = /^F\d+$/.test(key);
  if (!mod && !ctrl && !isFunctionKey) {
    return `This key is needed for writing. Hold ${isMac ? 'Command' : 'Ctrl'} with it, or press a function key.`;
  }
  if (alt && !isMac && !isFunctionKey) return 'Ctrl+Alt types a character on many keyboards. Leave Alt out.';
  const does = systemUseOf(formatBinding(binding, isMac), isMac);
  return does === undefined ? null : `This key ${does}. Press another one.`;
}

/** As Electron writes it. */
export const toAccelerator = (text: string): string => text.replace('Mod+', 'CmdOrCtrl+');
