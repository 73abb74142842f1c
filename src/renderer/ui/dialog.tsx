import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { classNames } from './class-names';
import { IconButton } from './icon-button';
import { UnsavedGuard } from './unsaved';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The accessible name. */
  readonly title: string;
  /** The title is for screen readers only, because the content begins with something that says it. */
  readonly isTitleHidden?: boolean;
  /** What has the focus when it opens; else its first control. */
  readonly initialFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | null);
  /** Width and height classes of the panel. */
  readonly size?: string;
  readonly children: ReactNode;
}

/**
 * A modal dialog: focus stays inside and returns; Escape and the ground behind close it, unless something in it says
 * (`useUnsaved`) that it would be lost: then it asks.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  isTitleHidden = false,
  initialFocus,
  size = 'w-[560px] max-h-[80vh]',
  children,
}: DialogProps) {
  return (
    <UnsavedGuard>
      {(leave, question) => (
        <Base.Root open={isOpen} onOpenChange={(open) => !open && leave(onClose)}>
          <Base.Portal>
            <Base.Backdrop className="fixed inset-0 z-40 bg-(--scrim)" />
            <Base.Popup
              {...(initialFocus === undefined ? {} : { initialFocus })}
              className={classNames(
                'dialog fade-in fixed top-1/2 left-1/2 z-50 flex max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-xl border border-line bg-ground text-text shadow-(--shadow) outline-none',
                size,
              )}
            >
              <div
                className={
                  isTitleHidden
                    ? 'sr-only'
                    : 'flex h-11 shrink-0 items-center justify-between border-b border-line pr-2 pl-4'
                }
              >
                <Base.Title className="font-semibold">{title}</Base.Title>
                {!isTitleHidden && (
                  <IconButton label="Close" onClick={() => leave(onClose)}>
                    <X size={15} aria-hidden />
                  </IconButton>
                )}
              </div>
              {children}
              {question}
            </Base.Popup>
          </Base.Portal>
        </Base.Root>
      )}
    </UnsavedGuard>
  );
}
