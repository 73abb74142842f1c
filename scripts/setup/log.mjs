// What the set-up tells a person: one line each on standard error. Standard output belongs to the app and to the results.
const beat = { terminal: 200, plain: 10_000 };

const notWritable = 'make the place writable, or name another for what is brought with PARLEY_CACHE_DIR';
const diskTroubles = {
  ENOSPC: 'free some disk space (about 2 GB are needed)',
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOTDIR: notWritable,
};

/** A failure that a person can do something about: `advice` says what. */
export class SetupError extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

/** Says what failed and what to do, and ends the process. A fault of these scripts comes with its stack. */
export function failAndExit(error) {
  if (error instanceof SetupError) {
    say(error.message);
    say(`what to do: ${error.advice}`);
  } else if (error?.code in diskTroubles) {
    say(error.message);
    say(`what to do: ${diskTroubles[error.code]}, then run the command again.`);
  } else {
    say(`unexpected failure: ${error?.stack ?? error}`);
    say('what to do: run the command again; if it fails again, report the lines above.');
  }
  process.exit(1);
}

/**
 * A long step: says at once what it does and why, then shows `read()` (a short text) as it goes on.
 * In a terminal one line is rewritten; elsewhere (a log file) a line is added every ten seconds.
 */
export function startProgress(what, read) {
  say(what);
  const started = Date.now();
  const inTerminal = process.stderr.isTTY === true;
  const show = () => {
    const text = `${read()} after ${Math.round((Date.now() - started) / 1000)} s`;
    process.stderr.write(inTerminal ? `\r\x1b[K  ${text}` : `set-up:   ${text}\n`);
  };
  const timer = setInterval(show, inTerminal ? beat.terminal : beat.plain);
  return {
    end() {
      clearInterval(timer);
      if (inTerminal) process.stderr.write('\r\x1b[K');
    },
  };
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
