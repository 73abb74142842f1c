import { CodeBlock } from './code-block';
import { lazyModule } from './lazy-module';

const view = lazyModule(() => import('../diagram/diagram-view'));

/** Whether a fence is of a diagram. */
export const isDiagram = (language: string): boolean => language.toLowerCase() === 'mermaid';

/** A diagram; its source until what draws it is loaded. */
export function DiagramBlock({ language, text }: { readonly language: string; readonly text: string }) {
  const module = view.use();
  if (module === null) return <CodeBlock language={language} text={text} isLive={false} />;
  return <module.DiagramView key={text} source={text} language={language} />;
}
