import type { AppErrorData } from '#shared/errors/app-error';
import { readErrorObject, verdictOf, type SaidError } from '../openai/error-body';
import { isObject, listAt, objectAt, parseBodyJson, stringAt, type JsonObject } from '../wire/event-json';
import { codeOfStatus, failureError, isWebPage } from '../wire/status-error';
import type { HttpFailure } from '../wire/stream-mapper';

/** A status other than 2xx from a server that speaks Chat Completions in its own way. */
export function toAppError(failure: HttpFailure): AppErrorData {
  const body = parseBodyJson(failure.bodyText);
  if (isWebPage(failure)) {
    // A gateway in front of the API asks for a login.
    const isAboutKey = failure.status === 403 && /api.?key|token|unauthorized/i.test(failure.bodyText);
    return failureError(failure, isAboutKey ? { code: 'auth' } : codeOfStatus(failure.status));
  }
  const said = readBody(body, failure.bodyText);
  return failureError(failure, azureVerdict(body) ?? verdictOf(said, failure.status), {
    message: said.message,
    providerCode: said.code === '' ? said.type : said.code,
  });
}

const nothing: SaidError = { message: '', code: '', type: '', param: '', status: null };

function readBody(body: unknown, bodyText: string): SaidError {
  if (typeof body === 'string') return { ...nothing, message: body };
  if (Array.isArray(body)) return readBody(body[0], '');
  if (!isObject(body)) return { ...nothing, message: bodyText.slice(0, 2000) };
  const { error, detail } = body;
  if (isObject(error)) return withMetadata(readErrorObject(error), error);
  if (typeof error === 'string') {
    // The sentence is the error; some name a code beside it.
    return { ...readErrorObject(body), message: stringAt(body, 'message') ?? error };
  }
  if (typeof detail === 'string') return { ...nothing, message: detail };
  if (isObject(detail)) return readErrorObject(detail);
  const complaints = listAt(body, 'detail').map(complaint).join('; ');
  if (complaints !== '') return { ...nothing, message: complaints, type: 'invalid_request_error' };
  const [first] = listAt(body, 'errors');
  return isObject(first) ? readErrorObject(first) : readErrorObject(body);
}

/** FastAPI's complaint about one field: `{loc: ["body", "messages"], msg, type}`. */
function complaint(entry: unknown): string {
  const place = listAt(entry, 'loc').map(String).join('.');
  const message = stringAt(entry, 'msg') ?? '';
  return place === '' ? message : `${place}: ${message}`;
}

/** OpenRouter passes on what the provider behind it said. */
function withMetadata(said: SaidError, error: JsonObject): SaidError {
  const raw = stringAt(objectAt(error, 'metadata'), 'raw');
  return raw === null || said.message.includes(raw)
    ? said
    : { ...said, message: `${said.message} ${raw}`.trim() };
}

/** Azure tells its filter's verdict one level deeper. */
function azureVerdict(
  body: unknown,
): { readonly code: 'content-filtered'; readonly reason: 'prompt' } | null {
  const inner = objectAt(objectAt(body, 'error'), 'innererror');
  const isFiltered =
    Object.keys(objectAt(inner, 'content_filter_result')).length > 0 ||
    stringAt(inner, 'code') === 'ResponsibleAIPolicyViolation';
  return isFiltered ? { code: 'content-filtered', reason: 'prompt' } : null;
}
