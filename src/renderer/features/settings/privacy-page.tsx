import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { useUpdateSettings } from './use-update-settings';

export function PrivacyPage() {
  const bridge = useBridge();
  const settings = useRemote('settings.get').value;
  const providers = useRemote('provider.list').value;
  const update = useUpdateSettings();
  const reached = providers?.filter(({ isReady, kind }) => isReady && kind !== 'guide') ?? [];
  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">What leaves this computer</h3>
        <p>
          Your messages, the persona’s instructions and the conversation so far go to the provider whose model
          you chose, and nowhere else. Providers that are set up are also asked which models they have.
          Nothing else is sent, counted or reported. Pictures and links in replies are not loaded.
        </p>
        <p className="text-muted">
          {reached.length === 0
            ? 'No provider is set up: nothing leaves this computer.'
            : `Set up now: ${reached.map(({ name }) => name).join(', ')}.`}
        </p>
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">What was sent</h3>
        <p>
          The inspector shows each request and its answer, without the key. They are kept in the database with
          the reply and go with it.
        </p>
        {settings !== null && (
          <SettingRows>
            <Switch
              label="Keep requests and answers"
              hint="Off: nothing more is kept; what is there stays until its message is deleted."
              isOn={settings.keepExchanges}
              onChange={(keepExchanges) => update({ keepExchanges })}
            />
          </SettingRows>
        )}
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">Log files</h3>
        <p>
          They say what Parley did, without keys and without the text of messages. They stay on this computer.
        </p>
        {settings !== null && (
          <SettingRows>
            <Switch
              label="Detailed log"
              hint="Writes debug.log as well, for finding a fault."
              isOn={settings.debugLog}
              onChange={(debugLog) => update({ debugLog })}
            />
          </SettingRows>
        )}
        <div>
          <Button onClick={() => void bridge.call('app.revealFolder', { folder: 'logs' })}>
            Show the log files
          </Button>
        </div>
      </section>
    </div>
  );
}
