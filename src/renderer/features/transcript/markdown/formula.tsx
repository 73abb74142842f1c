import { useLayoutEffect, useRef } from 'react';
import { lazyModule } from './lazy-module';

const renderer = lazyModule(() => import('katex'));

interface FormulaProps {
  readonly tex: string;
  readonly isDisplay: boolean;
}

/** A formula as MathML, built node by node; its source until the renderer is loaded, and where it cannot be read. */
export function Formula({ tex, isDisplay }: FormulaProps) {
  const module = renderer.use();
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (module === null || place.current === null) return;
    try {
      module.default.render(tex, place.current, {
        displayMode: isDisplay,
        output: 'mathml',
        throwOnError: false,
        trust: false,
        strict: 'ignore',
        maxExpand: 1000,
        maxSize: 20,
      });
    } catch {
      place.current.textContent = tex;
    }
  }, [module, tex, isDisplay]);
  if (module === null) return <code className="md-formula-source">{tex}</code>;
  return <span ref={place} className={isDisplay ? 'md-formula-display' : 'md-formula'} />;
}
