import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { menuPopup, menuRow } from './menu-rows';

export interface Choice {
  readonly value: string;
  readonly name: string;
}

export interface ChoiceMenuProps {
  /** What is chosen, for who cannot see it. */
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly anchor: Element;
  readonly onChoose: (value: string) => void;
  readonly onClose: () => void;
}

/** One of a few, in a menu that is open while it is there. Made to be loaded when it is first asked for. */
export function ChoiceMenu({ name, choices, chosen, anchor, onChoose, onClose }: ChoiceMenuProps) {
  return (
    <Menu.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} sideOffset={4} align="start" className="z-50">
          <Menu.Popup className={menuPopup} aria-label={name} finalFocus={{ current: asElement(anchor) }}>
            <Menu.RadioGroup value={chosen} onValueChange={onChoose}>
              {choices.map((choice) => (
                <Menu.RadioItem key={choice.value} value={choice.value} closeOnClick className={menuRow}>
                  {choice.name}
                  <Menu.RadioItemIndicator className="text-accent">
                    <Check size={13} aria-hidden />
                  </Menu.RadioItemIndicator>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

const asElement = (anchor: Element): HTMLElement | null => (anchor instanceof HTMLElement ? anchor : null);
