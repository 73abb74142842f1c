import { probeChoices, type ProbeMinutes } from './probe-choices';
import type { ProviderHealth } from '#shared/domain/health';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { formatMoney } from '../../lib/numbers';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { SelectRow } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';

/** Checks by the clock, alerts, and the watching of servers on this computer. */
export function HealthSettings({ providers }: { readonly providers: readonly ProviderHealth[] }) {
  const bridge = useBridge();
  const toasts = useToasts();
  const settings = useRemote('settings.get').value;
  if (settings === null) return null;
  const update = async (
    patch: Parameters<typeof bridge.call<'settings.update'>>[1]['patch'],
  ): Promise<void> => {
    const answer = await bridge.call('settings.update', { patch });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
  };
  return (
    <section aria-label="Checks and alerts">
      <h3 className="mb-2 font-medium">Checks and alerts</h3>
      <SettingRows>
        <SelectRow
          label="Check every provider by itself"
          hint={`With a light request, while Parley runs. ${costOf(providers, settings.probeMinutes)}`}
          value={settings.probeMinutes ?? ''}
          onChange={({ target }) => {
            const chosen = probeChoices.find(({ minutes }) => String(minutes ?? '') === target.value);
            if (chosen !== undefined) void update({ probeMinutes: chosen.minutes });
          }}
        >
          {probeChoices.map(({ minutes, text }) => (
            <option key={text} value={minutes ?? ''}>
              {text}
              {minutes === null ? '' : `, ${dayCost(providers, minutes)}`}
            </option>
          ))}
        </SelectRow>
        <Switch
          label="Tell me when a provider goes down or is back"
          hint="After three failures in a row, and after two answers in a row. On the desktop when Parley is out of sight."
          isOn={settings.healthAlerts}
          onChange={(healthAlerts) => void update({ healthAlerts })}
        />
        <Switch
          label="Watch servers on this computer"
          hint="Looks every few seconds, while a window is seen, whether the ones you added run. Nothing leaves this computer."
          isOn={settings.watchesLocalServers}
          onChange={(watchesLocalServers) => void update({ watchesLocalServers })}
        />
      </SettingRows>
    </section>
  );
}

const nanosOfRound = (providers: readonly ProviderHealth[]): number =>
  providers.reduce((sum, { probe }) => sum + (probe?.nanos ?? 0), 0);

/** At most, of a whole day. */
function dayCost(providers: readonly ProviderHealth[], minutes: number): string {
  const nanos = (nanosOfRound(providers) * 24 * 60) / minutes;
  return nanos === 0 ? 'free' : `at most ${formatMoney(nanos)} a day`;
}

function costOf(providers: readonly ProviderHealth[], minutes: ProbeMinutes): string {
  const asked = providers.filter(({ probe }) => probe !== null).length;
  if (asked === 0) return 'No provider is set up yet.';
  if (minutes === null)
    return `One round costs ${formatMoney(nanosOfRound(providers))} at most; budgets count it.`;
  return `It costs ${dayCost(providers, minutes)}; budgets count it.`;
}
