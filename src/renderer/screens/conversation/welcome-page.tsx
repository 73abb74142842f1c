import { LocalServers, PasteKey } from '../../features/provider-keys/index';
import { Welcome } from '../../features/welcome/index';

/** The first minute of a new Parley, in place of the empty conversation. */
export default function WelcomePage({ onAskGuide }: { readonly onAskGuide: (question: string) => void }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Welcome
        onAskGuide={onAskGuide}
        pasteKey={<PasteKey providerId={null} label="Key" />}
        localServers={<LocalServers />}
      />
    </div>
  );
}
