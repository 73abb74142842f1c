import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';

/** What stands where the window's content was when drawing it failed. Nothing that was stored is touched. */
export function WindowFault() {
  return (
    <main className="flex h-full flex-col justify-center" role="alert">
      <EmptyState
        title="This window has a fault"
        action={
          <Button look="primary" onClick={() => window.location.reload()}>
            Reload the window
          </Button>
        }
      >
        Nothing that was stored is lost, and a reply that is being written goes on. The fault was written to
        the error log.
      </EmptyState>
    </main>
  );
}
