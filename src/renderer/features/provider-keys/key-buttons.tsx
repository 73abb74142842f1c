import type { KeyView, ProviderView } from '#shared/domain/provider';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from '../../ui/button';
import { ConfirmButton } from '../../ui/confirm-button';
import { IconButton } from '../../ui/icon-button';
import { callKey } from './key-words';
import type { KeyActs } from './use-key-acts';

/** What can be done with a key. While another is being tried in its place, that is decided first. */
export function KeyButtons({
  provider,
  shown,
  index,
  acts,
  onOpen,
}: {
  readonly provider: ProviderView;
  readonly shown: KeyView;
  readonly index: number;
  readonly acts: KeyActs;
  readonly onOpen: (what: 'rotate' | 'edit') => void;
}) {
  const isOne = provider.keys.length === 1;
  const name = isOne ? 'the key' : callKey(shown);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {shown.replaces === null && shown.isUsable && (
        <Button data-act="rotate" onClick={() => onOpen('rotate')}>{`Replace ${name}…`}</Button>
      )}
      <Button
        data-act="edit"
        aria-label={isOne ? undefined : `Label and expiry… of ${name}`}
        onClick={() => onOpen('edit')}
      >
        Label and expiry…
      </Button>
      {shown.replaces === null && (
        <ConfirmButton question="The key is erased from this computer." onConfirm={acts.remove}>
          {`Remove ${name}`}
        </ConfirmButton>
      )}
      {!isOne && (
        <span className="ml-auto flex">
          <IconButton
            label={`Use ${name} earlier`}
            data-act="up"
            disabled={index === 0}
            onClick={() => acts.move(-1)}
          >
            <ArrowUp size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={`Use ${name} later`}
            data-act="down"
            disabled={index === provider.keys.length - 1}
            onClick={() => acts.move(1)}
          >
            <ArrowDown size={15} aria-hidden />
          </IconButton>
        </span>
      )}
    </div>
  );
}
