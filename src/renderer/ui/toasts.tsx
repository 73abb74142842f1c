import './toasts.css';
import { X } from 'lucide-react';
import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from './button';
import { IconButton } from './icon-button';
import type { ToastStore } from './toast-store';

const ToastContext = createContext<ToastStore | null>(null);

export function ToastProvider({
  toasts,
  children,
}: {
  readonly toasts: ToastStore;
  readonly children: ReactNode;
}) {
  return (
    <ToastContext value={toasts}>
      {children}
      <ToastRegion toasts={toasts} />
    </ToastContext>
  );
}

export function useToasts(): ToastStore {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error('No toasts above this component');
  return toasts;
}

/** What just happened, and how to undo it; read out politely, kept while it is pointed at. */
function ToastRegion({ toasts }: { readonly toasts: ToastStore }) {
  const shown = useStore(toasts.store);
  const region = useRef<HTMLElement>(null);
  // Asked and not told: what is dismissed under the pointer, or with the focus, tells nobody that they have left it.
  useEffect(
    () => toasts.holdWhile(() => region.current?.matches(':hover, :focus-within') === true),
    [toasts],
  );
  return (
    <section ref={region} aria-label="Notifications" aria-live="polite" className="toasts">
      {shown.map(({ id, text, action }) => (
        <div key={id} className="toast fade-in">
          <span className="line-clamp-2 min-w-0 flex-1">{text}</span>
          {action !== null && (
            <Button
              look="accent"
              onClick={() => {
                action.onChoose();
                toasts.dismiss(id);
              }}
            >
              {action.name}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => toasts.dismiss(id)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
