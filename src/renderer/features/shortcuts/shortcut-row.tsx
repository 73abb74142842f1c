import { commands, type CommandId } from '#shared/domain/commands';
import { alwaysReachable, resolveShortcuts, type ChosenKeys } from '#shared/domain/shortcuts';
import { recordedBinding } from '#shared/domain/key-binding';
import { RotateCcw } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { isMac, shortcutLabel } from '../../lib/platform';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { problemOf, type KeyProblem } from './choose-key';

interface ShortcutRowProps {
  readonly id: CommandId;
  readonly chosen: ChosenKeys;
  /** Null takes the key away. */
  readonly onChange: (keys: string | null) => void;
}

const modifierKeys: ReadonlySet<string> = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
]);

/** One command: a press on its key waits for another one. Esc leaves it, Backspace takes it away. */
export function ShortcutRow({ id, chosen, onChange }: ShortcutRowProps) {
  const [isRecording, setRecording] = useState(false);
  const [problem, setProblem] = useState<KeyProblem | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const noteId = useId();
  const { title, keys: given } = commands[id];
  const keys = resolveShortcuts(chosen, isMac())[id];
  const label = keys === null ? null : shortcutLabel(keys);
  const canBeEmpty = id !== alwaysReachable;

  const finish = (): void => {
    setRecording(false);
    setProblem(null);
  };
  const offer = (wanted: string): void => {
    const found = problemOf(chosen, id, wanted, isMac());
    setProblem(found);
    setRecording(found?.type === 'refused');
    if (found === null) onChange(wanted);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isRecording || event.key === 'Tab') return;
    event.preventDefault();
    // Neither the dialog nor the window is meant.
    event.stopPropagation();
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key === 'Escape') finish();
    else if (isPlain && (event.key === 'Backspace' || event.key === 'Delete') && canBeEmpty) {
      finish();
      onChange(null);
    } else {
      const wanted = recordedBinding(event.nativeEvent, isMac());
      if (wanted !== null || !modifierKeys.has(event.key)) offer(wanted ?? event.key);
    }
  };

  return (
    <div className="py-1">
      <div className="flex min-h-8 items-center justify-between gap-4">
        <span className="min-w-0">{title}</span>
        <span className="flex shrink-0 items-center gap-1">
          {Object.hasOwn(chosen, id) && (
            <IconButton
              label={`Reset ${title}`}
              onClick={() => (given === null ? onChange(null) : offer(given))}
            >
              <RotateCcw size={13} aria-hidden />
            </IconButton>
          )}
          <button
            ref={button}
            type="button"
            aria-label={`${title}: ${isRecording ? 'Press a key…' : (label ?? 'None')}`}
            aria-describedby={isRecording || problem !== null ? noteId : undefined}
            aria-pressed={isRecording}
            onClick={() => (isRecording ? finish() : setRecording(true))}
            onKeyDown={onKeyDown}
            onBlur={() => isRecording && finish()}
            className="min-w-24 rounded-md border border-line bg-ground px-2 py-1 text-[12px] leading-none hover:bg-hover aria-pressed:border-accent"
          >
            {isRecording ? (
              <span className="text-accent">Press a key…</span>
            ) : (
              (label ?? <span className="text-faint">None</span>)
            )}
          </button>
        </span>
      </div>
      {problem?.type === 'taken' && (
        <div id={noteId} role="alert" className="flex flex-wrap items-center justify-end gap-2 py-1.5">
          <span>
            {shortcutLabel(problem.keys)} is used for “{commands[problem.by].title}”.
          </span>
          <Button
            autoFocus
            onClick={() => {
              finish();
              onChange(problem.keys);
              button.current?.focus();
            }}
          >
            Use it here
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              finish();
              button.current?.focus();
            }}
          >
            Cancel
          </Button>
        </div>
      )}
      {problem?.type === 'refused' && (
        <p id={noteId} role="alert" className="py-1 text-right text-warn">
          {problem.sentence}
        </p>
      )}
      {isRecording && problem === null && (
        <p id={noteId} className="py-1 text-right text-muted">
          Esc leaves it as it is{canBeEmpty ? '; Backspace takes it away' : ''}.
        </p>
      )}
    </div>
  );
}
