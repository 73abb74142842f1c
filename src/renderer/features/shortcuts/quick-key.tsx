import type { Settings, SettingsPatch } from '#shared/domain/settings';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { isMac, shortcutLabel } from '../../lib/platform';
import { Banner } from '../../ui/banner';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { useToasts } from '../../ui/toasts';
import { globalProblemOf } from './choose-key';
import { KeyRow } from './key-row';

const given = 'Mod+Shift+Space';

/** The key that opens the quick window from any program: off until it is wanted. */
export function QuickKey({ settings }: { readonly settings: Settings }) {
  const bridge = useBridge();
  const toasts = useToasts();
  const key = useRemote('quick.key').value;
  const { isQuickKeyOn, quickKey, shortcuts } = settings;
  const update = (patch: SettingsPatch): void => {
    void bridge.call('settings.update', { patch }).then((answer) => {
      if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    });
  };
  return (
    <section aria-label="In every program">
      <h3 className="mb-1 text-[11px] text-faint">In every program</h3>
      <SettingRows>
        <Switch
          label="A key for the quick window"
          hint="Opens a small window over whatever you do. Other programs do not get this key any more."
          isOn={isQuickKeyOn}
          onChange={(isOn) => update({ isQuickKeyOn: isOn })}
        />
        {isQuickKeyOn && (
          <KeyRow
            title="Open the quick window"
            keys={quickKey}
            given={quickKey === given ? undefined : given}
            canBeEmpty={false}
            problemOf={(keys) => globalProblemOf(shortcuts, keys, isMac())}
            onChange={(keys) => keys !== null && update({ quickKey: keys })}
          />
        )}
      </SettingRows>
      {isQuickKeyOn && key?.state === 'refused' && (
        <div className="mt-2">
          <Banner tone="warn" role="alert">
            The system does not give Parley {shortcutLabel(quickKey)}: another program may have it. Press
            another key here, or quit that program and turn this on again.
          </Banner>
        </div>
      )}
      {isQuickKeyOn && key?.isWayland === true && key.state !== 'refused' && (
        <p className="mt-2 text-muted">
          On Wayland the desktop decides whether this key works. If nothing opens, give a key of the desktop’s
          own settings the command <code>parley --quick</code>.
        </p>
      )}
    </section>
  );
}
