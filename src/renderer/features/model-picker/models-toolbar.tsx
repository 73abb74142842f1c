import { RefreshCw } from 'lucide-react';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { Select, TextField } from '../../ui/text-field';
import { modelOrderNames, modelOrders, type ModelOrder } from './sort-models';

interface Props {
  readonly query: string;
  readonly order: ModelOrder;
  readonly isRefreshing: boolean;
  readonly refresh: () => void;
  readonly onQuery: (query: string) => void;
  readonly onOrder: (order: ModelOrder) => void;
  readonly onAdd: () => void;
  /** To the rules by which “Auto” chooses; null where there is nothing to choose from. */
  readonly onAuto: (() => void) | null;
}

/** Search, order, and where models come from. */
export function ModelsToolbar({ query, order, isRefreshing, refresh, onQuery, onOrder, ...on }: Props) {
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label="Search models"
          isLabelHidden
          type="search"
          placeholder="Search models"
          value={query}
          onChange={({ target }) => onQuery(target.value)}
        />
      </div>
      <div className="w-44">
        <Select
          label="Order"
          isLabelHidden
          value={order}
          onChange={({ target }) => onOrder(modelOrders.find((each) => each === target.value) ?? 'name')}
        >
          {modelOrders.map((each) => (
            <option key={each} value={each}>
              {modelOrderNames[each]}
            </option>
          ))}
        </Select>
      </div>
      <IconButton label="Ask the providers again" isFramed onClick={refresh} disabled={isRefreshing}>
        {isRefreshing ? <Spinner label="Asking" /> : <RefreshCw size={14} aria-hidden />}
      </IconButton>
      {on.onAuto !== null && (
        <Button className="h-[30px]" title="How “Auto” chooses a model" onClick={on.onAuto}>
          Auto…
        </Button>
      )}
      <Button className="h-[30px]" onClick={on.onAdd}>
        Add model…
      </Button>
    </div>
  );
}
