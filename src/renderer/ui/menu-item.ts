/** One line of a menu. */
export interface MenuItem {
  readonly name: string;
  readonly shortcut?: string;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: () => void;
}
