import type { ModelRef } from '#shared/domain/model';
import { Maximize2, SquarePen, X } from 'lucide-react';
import { ModelPickerButton } from '../../features/model-picker/index';
import { shortcutLabel } from '../../lib/platform';
import { IconButton } from '../../ui/icon-button';
import { useShortcutLabel } from '../../ui/shortcut-labels';

/** What the head of the quick window can do. */
export interface QuickHeaderActions {
  readonly isPickerOpen: boolean;
  readonly onPickerOpen: (isOpen: boolean) => void;
  readonly onAddKey: () => void;
  /** Begins another conversation. */
  readonly onBegin: () => void;
  /** Goes on in a large window. */
  readonly onLeave: () => void;
  readonly onHide: () => void;
}

interface QuickHeaderProps extends QuickHeaderActions {
  /** Null: nothing was asked yet. */
  readonly title: string | null;
  readonly model: ModelRef | null;
  readonly onModel: (model: ModelRef) => void;
}

/** Moves the window, and leads on from it. */
export function QuickHeader(props: QuickHeaderProps) {
  const { title, model, onModel, isPickerOpen, onPickerOpen, onAddKey } = props;
  const newKey = useShortcutLabel('new-conversation');
  return (
    <header className="quick-head" data-pane>
      <h1 className="quick-title" dir="auto" title={title ?? undefined}>
        {title ?? 'Quick question'}
      </h1>
      <ModelPickerButton
        {...{ model, onAddKey }}
        onChoose={onModel}
        isOpen={isPickerOpen}
        onOpenChange={onPickerOpen}
      />
      {title !== null && (
        <IconButton label="New" shortcut={newKey} onClick={props.onBegin}>
          <SquarePen size={15} aria-hidden />
        </IconButton>
      )}
      <IconButton label="Open in Parley" shortcut={shortcutLabel('Mod+Enter')} onClick={props.onLeave}>
        <Maximize2 size={14} aria-hidden />
      </IconButton>
      <IconButton label="Hide" shortcut="Esc" onClick={props.onHide}>
        <X size={16} aria-hidden />
      </IconButton>
    </header>
  );
}
