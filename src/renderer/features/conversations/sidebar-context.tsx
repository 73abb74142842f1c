import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { SidebarState, SidebarStore } from './sidebar-store';

export const SidebarContext = createContext<SidebarStore | null>(null);

export function useSidebarStore(): SidebarStore {
  const sidebar = useContext(SidebarContext);
  if (sidebar === null) throw new Error('No sidebar above this component');
  return sidebar;
}

export const useSidebar = <T,>(select: (state: SidebarState) => T): T =>
  useStore(useSidebarStore().store, select);
