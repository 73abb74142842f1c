import type { ModelInfo } from '#shared/domain/model';
import { formatModelRef } from '#shared/domain/model-ref';
import { useEffect, useId, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { ModelRow, modelRowHeight } from './model-row';
import { extendTo, toggleRow, type RowSelection } from './row-selection';
import { useRowKeys } from './use-row-keys';

interface Props {
  readonly models: readonly ModelInfo[];
  readonly selection: RowSelection;
  readonly onSelect: (selection: RowSelection) => void;
  readonly onOpen: (model: ModelInfo) => void;
  readonly onFavourite: (model: ModelInfo) => void;
}

/** Models of which many can be marked; only what is in view is drawn. */
export function ModelTable({ models, selection, onSelect, onOpen, onFavourite }: Props) {
  const id = useId();
  const list = useRef<VirtualizerHandle>(null);
  const rows = models.map(({ ref }) => formatModelRef(ref));
  const at = selection.active === null ? -1 : rows.indexOf(selection.active);
  const withKey = (act: (model: ModelInfo) => void) => (key: string) => {
    const model = models[rows.indexOf(key)];
    if (model !== undefined) act(model);
  };
  const onKeyDown = useRowKeys({
    rows,
    selection,
    onSelect,
    onOpen: withKey(onOpen),
    onFavourite: withKey(onFavourite),
  });
  useEffect(() => {
    if (at !== -1) list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [at]);
  return (
    <div
      role="listbox"
      aria-label="Models"
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={at === -1 ? undefined : `${id}-${at}`}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto rounded-lg border border-line bg-panel -outline-offset-2"
    >
      <Virtualizer
        ref={list}
        data={models}
        itemSize={modelRowHeight}
        {...(at === -1 ? {} : { keepMounted: [at] })}
      >
        {(model, index) => {
          const key = rows[index] ?? '';
          return (
            <ModelRow
              key={key}
              id={`${id}-${index}`}
              model={model}
              place={{ position: index + 1, count: models.length }}
              isActive={index === at}
              isMarked={selection.keys.has(key)}
              hasMarks={selection.keys.size > 0}
              onToggle={() => onSelect(toggleRow(selection, key))}
              onExtend={() => onSelect(extendTo(rows, selection, key))}
              onOpen={() => onOpen(model)}
              onFavourite={() => onFavourite(model)}
            />
          );
        }}
      </Virtualizer>
    </div>
  );
}
