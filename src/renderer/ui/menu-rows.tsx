import { Menu } from '@base-ui/react/menu';
import type { MenuItem } from './menu-item';

export const menuPopup =
  'fade-in z-50 min-w-44 rounded-lg border border-line bg-panel p-1 text-text shadow-(--shadow) outline-none';
export const menuRow =
  'flex h-7 items-center justify-between gap-6 rounded-md px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover';

export function MenuRows({ items }: { readonly items: readonly MenuItem[] }) {
  return items.map(({ name, shortcut, isDangerous, isDisabled, onChoose }) => (
    <Menu.Item
      key={name}
      disabled={isDisabled ?? false}
      onClick={onChoose}
      aria-description={shortcut}
      className={isDangerous === true ? `${menuRow} text-bad` : menuRow}
    >
      {name}
      {shortcut !== undefined && (
        <span aria-hidden className="text-faint">
          {shortcut}
        </span>
      )}
    </Menu.Item>
  ));
}
