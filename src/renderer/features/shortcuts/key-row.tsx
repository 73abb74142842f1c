import { commands } from '#shared/domain/commands';
import { recordedBinding } from '#shared/domain/key-binding';
import { RotateCcw } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { isMac, shortcutLabel } from '../../lib/platform';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import type { KeyProblem } from './choose-key';

export interface KeyRowProps {
  readonly title: string;
  /** What it has now; null: none. */
  readonly keys: string | null;
  /** What it can be reset to; undefined where that is what it has. */
  readonly given: string | null | undefined;
  readonly canBeEmpty: boolean;
  /** What stands against a key; null: nothing does. */
  readonly problemOf: (keys: string) => KeyProblem | null;
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

/** A key that is changed: a press on it waits for another one. Esc leaves it, Backspace takes it away. */
export function KeyRow({ title, keys, given, canBeEmpty, problemOf, onChange }: KeyRowProps) {
  const [isRecording, setRecording] = useState(false);
  const [problem, setProblem] = useState<KeyProblem | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const noteId = useId();
  const label = keys === null ? null : shortcutLabel(keys);

  const finish = (): void => {
    setRecording(false);
    setProblem(null);
  };
  const offer = (wanted: string): void => {
    const found = problemOf(wanted);
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
          {given !== undefined && (
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
