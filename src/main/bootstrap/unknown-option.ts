/** What each verb of the terminal takes, with the verb itself. `true`: a value follows. */
const optionsOf: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  ask: { ask: true, model: true, conversation: true, attach: true, json: false },
  search: { search: true, limit: true, json: false },
  models: { models: false, json: false },
  health: { health: false, json: false },
  usage: { usage: false, from: true, to: true, json: false },
  import: { import: true, 'dry-run': false, json: false },
  export: { export: true, format: true, conversation: true, branches: true, thinking: false, json: false },
  backup: { backup: true, 'passphrase-file': true, json: false },
  restore: { restore: true, 'dry-run': false, 'passphrase-file': true, json: false },
  erase: { erase: true, yes: false, json: false },
};

/** Of Electron, Chromium and Node: what a launcher, a desktop or a test adds. */
const ofTheRuntime =
  /^(?:user-data-dir|lang|headless|inspect|v|vmodule|no-(?:sandbox|zygote|proxy-server)|log-(?:file|level|net-log)|password-store|js-flags|single-process|in-process-gpu|(?:allow|auth|disable|enable|force|gtk|host|ignore|inspect|ozone|proxy|remote-debugging|trace|use)-.+)$/;

/** These open nothing beside a question, as they always have. */
const idle = new Set(['quick', 'help', 'version']);
const changesNothing = new Set(['ask', 'search', 'models', 'health', 'usage']);

const passes = (word: string, verb: string): boolean =>
  ofTheRuntime.test(word) || (idle.has(word) && changesNothing.has(verb));

/**
 * The first option that the verb does not take, as it was written, else null: `--dryrun` must not import, nor
 * `--erase everything --yes --dry-run` erase.
 */
export function unknownOption(verb: string, parameters: readonly string[]): string | null {
  const options = optionsOf[verb];
  if (options === undefined) return null;
  for (let at = 0; at < parameters.length; at += 1) {
    const [, name, joined] = /^-(-?[a-z][^=]*)(=.*)?$/is.exec(parameters[at] ?? '') ?? [];
    if (name === undefined) continue;
    const isWhole = name.startsWith('-');
    const word = isWhole ? name.slice(1) : name;
    const takesValue = isWhole && Object.hasOwn(options, word) ? options[word] : undefined;
    if (takesValue === undefined && !passes(word, verb)) return parameters[at] ?? null;
    if (takesValue === true && joined === undefined) at += 1;
  }
  return null;
}
