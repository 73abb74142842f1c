import { ContextMenu as Base } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

export interface MenuItem {
  readonly name: string;
  readonly shortcut?: string;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
}

export const menuPopup =
  'fade-in z-50 min-w-44 rounded-lg border border-line bg-panel p-1 text-text shadow-(--shadow) outline-none';
const row =
  'flex h-7 items-center justify-between gap-6 rounded-md px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover';

export function MenuRows({ items }: { readonly items: readonly MenuItem[] }) {
  return items.map(({ name, shortcut, isDangerous, isDisabled, onChoose }) => (
    <BaseMenu.Item
      key={name}
      disabled={isDisabled ?? false}
      onClick={onChoose}
      className={isDangerous === true ? `${row} text-bad` : row}
    >
      {name}
      {shortcut !== undefined && <span className="text-faint">{shortcut}</span>}
    </BaseMenu.Item>
  ));
}

/** Wraps what a right click, or the menu key, offers these items on. */
export function ContextMenu({
  items,
  children,
}: {
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
}) {
  return (
    <Base.Root>
      <Base.Trigger>{children}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50">
          <Base.Popup className={menuPopup}>
            <MenuRows items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A button that opens these items. `trigger` is the button. */
export function Menu({
  items,
  trigger,
}: {
  readonly items: readonly MenuItem[];
  readonly trigger: ReactElement;
}) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} className="z-50">
          <BaseMenu.Popup className={menuPopup}>
            <MenuRows items={items} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
