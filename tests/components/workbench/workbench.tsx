import '../../../src/renderer/ui/styles.css';
import '../../../src/renderer/features/transcript/transcript.css';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { mountParley } from '../../../src/renderer/app/mount-parley';
import { mountQuick } from '../../../src/renderer/app/mount-quick';
import { Markdown } from '../../../src/renderer/features/transcript/markdown/markdown';
import { MarkdownHostContext } from '../../../src/renderer/features/transcript/markdown/markdown-context';
import { FakeDirectory, withDirectory } from './fake-directory';
import { FakeEngine } from './fake-engine';

export interface Workbench {
  readonly engine: FakeEngine;
  /** Mounts the whole window over the fake engine. */
  readonly mountWindow: () => void;
  /** Providers, keys, models, personas and settings for `mountDirectory`. */
  readonly directory: FakeDirectory;
  /** Mounts the quick window over the fake engine. */
  readonly mountQuick: () => void;
  /** Mounts the whole window over the fake engine with the directory. */
  readonly mountDirectory: () => void;
  /** Mounts a Markdown view; returns how to give it text. */
  readonly mountMarkdown: () => (text: string, isLive: boolean) => string;
  readonly copied: string[];
  /** Texts that were to be saved as files. */
  readonly saved: string[];
}

declare global {
  interface Window {
    workbench: Workbench;
  }
}

const place = document.getElementById('root');
if (place === null) throw new Error('The workbench has no root');
const engine = new FakeEngine();
const copied: string[] = [];
const saved: string[] = [];
const directory = new FakeDirectory(engine);

window.workbench = {
  engine,
  copied,
  saved,
  mountWindow: () => mountParley(engine, place),
  mountQuick: () => mountQuick(engine, place),
  directory,
  mountDirectory: () => mountParley(withDirectory(engine, directory), place),
  mountMarkdown: () => {
    place.replaceChildren();
    const view = document.createElement('main');
    place.append(view);
    const root = createRoot(view);
    const host = {
      copy: (text: string) => copied.push(text),
      save: (text: string) => saved.push(text),
      openAppLink: null,
    };
    return (text, isLive) => {
      flushSync(() =>
        root.render(
          <MarkdownHostContext value={host}>
            <Markdown text={text} isLive={isLive} />
          </MarkdownHostContext>,
        ),
      );
      return view.innerHTML;
    };
  },
};
