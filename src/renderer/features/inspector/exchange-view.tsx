import type { OutputOf } from '#shared/contracts/index';
import type { AttemptId } from '#shared/domain/ids';
import { Copy } from 'lucide-react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { IconButton } from '../../ui/icon-button';
import { useAnswer } from './use-answer';

type Exchange = NonNullable<OutputOf<'attempt.exchange'>>;

/** Drawn at once; the rest of a longer text is in the copy. */
const shownCharacters = 40_000;

/** One request and its answer, as they went over the wire, without the key. */
export function ExchangeView({ attemptId }: { readonly attemptId: AttemptId }) {
  const { value, error } = useAnswer('attempt.exchange', { attemptId }, 0);
  if (error !== null) return <p role="alert">{describeError(error).sentence}</p>;
  if (value === null) return null;
  const { method, url, requestHeaders, requestBody, status, responseHeaders, responseBody, isCut } = value;
  return (
    <div className="inspector-exchange">
      <Block
        name="Sent"
        text={[`${method} ${url}`, linesOf(requestHeaders), '', pretty(requestBody)].join('\n')}
      />
      <Block
        name="Came back"
        text={
          status === null
            ? 'No answer came.'
            : [`Status ${status}`, linesOf(responseHeaders), '', responseBody].join('\n')
        }
      />
      {isCut && <p className="inspector-note">The rest was too long to be kept.</p>}
    </div>
  );
}

const linesOf = (headers: Exchange['requestHeaders']): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Block({ name, text }: { readonly name: string; readonly text: string }) {
  const bridge = useBridge();
  return (
    <section aria-label={name}>
      <header>
        <b>{name}</b>
        <IconButton label={`Copy: ${name}`} onClick={() => void bridge.call('app.copyText', { text })}>
          <Copy size={13} aria-hidden />
        </IconButton>
      </header>
      <pre tabIndex={0}>{text.slice(0, shownCharacters)}</pre>
      {text.length > shownCharacters && <p className="inspector-note">Copy it to read the rest.</p>}
    </section>
  );
}
