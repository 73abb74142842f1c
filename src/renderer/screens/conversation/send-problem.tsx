import type { AppErrorData } from '#shared/errors/app-error';
import { actionLabels, describeError } from '../../lib/describe-error';
import type { ErrorAction } from '../../lib/error-copy';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

interface SendProblemProps {
  readonly error: AppErrorData;
  /** What can be done from here; an action that is not here is not offered. */
  readonly actions: Partial<Readonly<Record<ErrorAction, () => void>>>;
  readonly onDismiss: () => void;
}

/** Why the last thing that was asked for did not happen. What was written is still there. */
export function SendProblem({ error, actions, onDismiss }: SendProblemProps) {
  const { sentence, detail, actions: offered } = describeError(error);
  return (
    <div className="mx-auto mb-2 max-w-[696px]">
      <Banner
        tone="warn"
        role="alert"
        actions={
          <>
            {offered.map((action) => {
              const run = actions[action];
              return run === undefined ? null : (
                <Button key={action} onClick={run}>
                  {actionLabels[action]}
                </Button>
              );
            })}
            <Button look="quiet" onClick={onDismiss}>
              Dismiss
            </Button>
          </>
        }
      >
        {sentence}
        {detail !== null && <small className="block text-[12px] text-muted">{detail}</small>}
      </Banner>
    </div>
  );
}
