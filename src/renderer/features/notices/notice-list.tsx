import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

/** What happened at the start that a person should know; each stays until it is dismissed. */
export function NoticeList() {
  const bridge = useBridge();
  const info = useRemote('app.info').value;
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const shown = info?.notices.filter(({ code, text }) => !dismissed.has(code + text)) ?? [];
  if (shown.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-6 pt-3">
      {shown.map(({ code, text, error }) => (
        <Banner
          key={code + text}
          tone={error === null ? 'info' : 'warn'}
          role="status"
          actions={
            <>
              {error !== null && (
                <Button onClick={() => void bridge.call('app.revealFolder', { folder: 'data' })}>
                  Open the data folder
                </Button>
              )}
              <Button look="quiet" onClick={() => setDismissed(new Set([...dismissed, code + text]))}>
                Dismiss
              </Button>
            </>
          }
        >
          {text}
        </Banner>
      ))}
    </div>
  );
}
