import { lazy, Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { SidebarContext } from './sidebar-context';
import type { SidebarStore } from './sidebar-store';

const SidebarDialogs = lazy(() => import('./sidebar-dialogs'));

interface SidebarProviderProps {
  readonly sidebar: SidebarStore;
  readonly children: ReactNode;
}

/** What is done with conversations, also where the list is hidden: the dialogs for it are the window's. */
export function SidebarProvider({ sidebar, children }: SidebarProviderProps) {
  const dialog = useStore(sidebar.store, (state) => state.dialog);
  return (
    <SidebarContext value={sidebar}>
      {children}
      <Suspense>{dialog !== null && <SidebarDialogs dialog={dialog} />}</Suspense>
    </SidebarContext>
  );
}
