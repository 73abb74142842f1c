import { useRemote } from '../../bridge/bridge-context';

export function AboutPage() {
  const info = useRemote('app.info').value;
  return (
    <div className="flex max-w-lg flex-col gap-4">
      <div>
        <h3 className="text-[18px] font-semibold">Parley</h3>
        <p className="text-muted select-text">
          Version {info?.version ?? '…'} · Electron {info?.electron ?? '…'}
        </p>
      </div>
      <p>A chat client for language models that you can trust with years of conversations.</p>
      <p className="text-muted">
        Free software under the MIT licence. It is made with Electron, React, SQLite, marked, highlight.js,
        KaTeX, Base UI, Lucide and the libraries of OpenAI, Anthropic and Google, each under its own licence.
      </p>
    </div>
  );
}
