import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names';
import { SettingRow } from './setting-row';

const box =
  'w-full rounded-lg border border-line-strong bg-panel px-2.5 text-text placeholder:text-faint disabled:opacity-60 aria-invalid:border-bad';

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  /** A sentence about what is wrong with it. */
  readonly error?: string | null;
  /** The label is for screen readers only, because the surroundings say it. */
  readonly isLabelHidden?: boolean;
}

function FieldFrame({
  id,
  label,
  hint,
  error,
  isLabelHidden,
  children,
}: Labelled & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={isLabelHidden === true ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-muted">
          {hint}
        </div>
      )}
      {typeof error === 'string' && (
        <div id={`${id}-error`} role="alert" className="text-bad">
          {error}
        </div>
      )}
    </div>
  );
}

const described = (id: string, { hint, error }: Labelled) => ({
  'aria-invalid': typeof error === 'string' ? true : undefined,
  'aria-describedby':
    [hint === undefined ? '' : `${id}-hint`, typeof error === 'string' ? `${id}-error` : '']
      .join(' ')
      .trim() || undefined,
});

export function TextField({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  ...rest
}: Labelled & Omit<ComponentProps<'input'>, 'id'>) {
  const id = useId();
  const frame = { label, hint, error: error ?? null, isLabelHidden: isLabelHidden ?? false };
  return (
    <FieldFrame id={id} {...frame}>
      <input id={id} className={classNames(box, 'h-8', className)} {...described(id, frame)} {...rest} />
    </FieldFrame>
  );
}

export function TextArea({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  ...rest
}: Labelled & Omit<ComponentProps<'textarea'>, 'id'>) {
  const id = useId();
  const frame = { label, hint, error: error ?? null, isLabelHidden: isLabelHidden ?? false };
  return (
    <FieldFrame id={id} {...frame}>
      <textarea
        id={id}
        className={classNames(box, 'min-h-20 resize-y py-2 leading-normal', className)}
        {...described(id, frame)}
        {...rest}
      />
    </FieldFrame>
  );
}

/** One of a few, with the system's own list. */
export function Select({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  ...rest
}: Labelled & Omit<ComponentProps<'select'>, 'id'>) {
  const id = useId();
  const frame = { label, hint, error: error ?? null, isLabelHidden: isLabelHidden ?? false };
  return (
    <FieldFrame id={id} {...frame}>
      <select
        id={id}
        className={classNames(box, 'h-8 pr-7', className)}
        {...described(id, frame)}
        {...rest}
      />
    </FieldFrame>
  );
}

/** The same in a row of settings. */
export function SelectRow({
  label,
  hint,
  ...rest
}: Pick<Labelled, 'label' | 'hint'> & Omit<ComponentProps<'select'>, 'id'>) {
  return (
    <SettingRow label={label} hint={hint}>
      {({ id, describedBy }) => (
        <select
          id={id}
          aria-describedby={describedBy}
          className={classNames(box, 'h-8 max-w-60 shrink-0 pr-2')}
          {...rest}
        />
      )}
    </SettingRow>
  );
}
