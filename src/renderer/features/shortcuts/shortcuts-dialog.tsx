import { shortcutLabel } from '../../lib/platform';
import { Dialog } from '../../ui/dialog';
import { Kbd } from '../../ui/kbd';
import { shortcutGroups } from './shortcut-list';

export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts" size="w-[640px] max-h-[80vh]">
      <div className="columns-2 gap-8 overflow-y-auto p-5">
        {shortcutGroups.map(({ name, shortcuts }) => (
          <section key={name} className="mb-5 break-inside-avoid last:mb-0">
            <h3 className="mb-2 text-[11px] text-faint">{name}</h3>
            <dl className="flex flex-col gap-1.5">
              {shortcuts.map(({ keys, does }) => (
                <div key={keys} className="flex items-center justify-between gap-4">
                  <dt>{does}</dt>
                  <dd>
                    <Kbd>{shortcutLabel(keys)}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
