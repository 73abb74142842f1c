import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { useLeave } from './unsaved';

export interface TabPage {
  readonly name: string;
  readonly icon: ReactNode;
  readonly content: ReactNode;
}

/** Pages side by side, their tabs in a column; arrow keys move between them. */
export function Tabs({
  label,
  pages,
  current,
  onChange,
}: {
  readonly label: string;
  readonly pages: readonly TabPage[];
  readonly current: string;
  readonly onChange: (name: string) => void;
}) {
  const leave = useLeave();
  return (
    <Base.Root
      value={current}
      onValueChange={(value) => leave(() => onChange(String(value)))}
      orientation="vertical"
      className="flex min-h-0 min-w-0 flex-1"
    >
      <Base.List
        activateOnFocus
        aria-label={label}
        className="flex w-40 shrink-0 flex-col gap-0.5 overflow-y-auto border-r border-line bg-side p-2"
      >
        {pages.map(({ name, icon }) => (
          <Base.Tab
            key={name}
            value={name}
            className="flex h-8 items-center gap-2 rounded-lg px-2 text-left text-muted hover:bg-hover data-active:bg-selected data-active:text-text"
          >
            {icon}
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {pages.map(({ name, content }) => (
        <Base.Panel key={name} value={name} className="min-w-0 flex-1 overflow-y-auto p-5 outline-none">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
