import { useRemote } from '../../bridge/bridge-context';

/** What Parley is made of, with where it is from. The full list with its licences stands in package-lock.json. */
const parts: readonly (readonly [name: string, licence: string, page: string])[] = [
  ['Electron', 'MIT', 'https://www.electronjs.org'],
  ['React', 'MIT', 'https://react.dev'],
  ['Base UI', 'MIT', 'https://base-ui.com'],
  ['SQLite', 'public domain', 'https://sqlite.org'],
  ['marked', 'MIT', 'https://marked.js.org'],
  ['highlight.js', 'BSD-3-Clause', 'https://highlightjs.org'],
  ['KaTeX', 'MIT', 'https://katex.org'],
  ['Lucide', 'ISC', 'https://lucide.dev'],
];

export function AboutPage() {
  const info = useRemote('app.info').value;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h3 className="text-[18px] font-semibold">Parley</h3>
        <p className="text-muted select-text">
          Version {info?.version ?? '…'} · Electron {info?.electron ?? '…'}
        </p>
      </div>
      <p>
        A chat client for language models that you can trust with years of conversations. Free software under
        the MIT licence.
      </p>
      <section aria-label="Made with">
        <h4 className="mb-1 text-[11px] text-faint">Made with</h4>
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
          {parts.map(([name, licence, page]) => (
            <li key={name} className="flex items-center justify-between gap-4 px-3 py-1.5">
              <a href={page} target="_blank" rel="noreferrer" className="text-accent hover:underline">
                {name}
              </a>
              <span className="text-muted">{licence}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
