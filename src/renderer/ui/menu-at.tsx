import { Menu } from '@base-ui/react/menu';
import type { MenuItem } from './menu-item';
import { menuPopup, MenuRows } from './menu-rows';

export interface MenuAtProps {
  readonly items: readonly MenuItem[];
  /** What it opens beside: an element, or a point such as a right click. */
  readonly anchor: Element | { readonly getBoundingClientRect: () => DOMRect };
  readonly onClose: () => void;
}

/** A menu that is open while it is there. Made to be loaded when it is first asked for. */
export function MenuAt({ items, anchor, onClose }: MenuAtProps) {
  return (
    <Menu.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} sideOffset={4} align="start" className="z-50">
          <Menu.Popup className={menuPopup}>
            <MenuRows items={items} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
