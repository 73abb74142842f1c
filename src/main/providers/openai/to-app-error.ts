import type { AppErrorData } from '#shared/errors/app-error';
import { isObject, objectAt, parseBodyJson } from '../wire/event-json';
import { codeOfStatus, failureError, isWebPage } from '../wire/status-error';
import type { HttpFailure } from '../wire/stream-mapper';
import { readErrorObject, verdictOf } from './error-body';

/** `{"error":{"message","type","code","param"}}` with a status other than 2xx. */
export function toAppError(failure: HttpFailure): AppErrorData {
  const body = parseBodyJson(failure.bodyText);
  if (!isObject(body) || isWebPage(failure)) return failureError(failure, codeOfStatus(failure.status));
  const said = readErrorObject(objectAt(body, 'error'));
  return failureError(failure, verdictOf(said, failure.status), {
    message: said.message,
    providerCode: said.code === '' ? said.type : said.code,
  });
}
