/** What `--help` prints: every verb of the terminal, with what it takes. */
export const helpText = `Parley, a chat client for language models.

  parley                              opens the window
  parley --quick                      opens the quick window
  parley --review [FILE]              reads an export, a backup, a data folder or one's own history; changes nothing

Without a window (exit 0 when it was done, 1 with a sentence on standard error when not):

  --ask "QUESTION"                    streams the answer
      [--model PROVIDER/MODEL] [--conversation ID] [--attach FILE]…
  --search "WORDS" [--limit N]        finds messages, over every branch
  --models                            the models that are known, with their prices
  --health                            the state of each provider
  --usage [--from DAY] [--to DAY]     requests, tokens and cost; days are YYYY-MM-DD
  --import PATH [--dry-run]           an export of another program, a Parley file, a folder or a zip
  --export DIR|FILE.zip --format json|markdown|html|pdf|text|csv
      [--conversation ID]… [--branches active|all] [--thinking]
  --backup FILE                       everything but keys, in one file
  --restore FILE [--dry-run]          merges a backup
  --erase conversation:ID|everything [--yes]

With each:

  --user-data-dir=DIR                 another data folder
  --json                              one JSON object a line, the last one of type "end"
  --passphrase-file FILE              for --backup, --restore and --review
  --help, --version
`;
