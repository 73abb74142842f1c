import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';
import { awayErrorCopies } from './away-error-copy';
import { backupErrorCopies } from './backup-error-copy';
import { erasureErrorCopies } from './erasure-error-copy';
import { budgetErrorCopies } from './budget-error-copy';
import { fileErrorCopies } from './file-error-copy';
import { importErrorCopies } from './import-error-copy';
import { reviewErrorCopies } from './review-error-copy';
import { isOver, waitOf } from './wait-words';

/** What a person can do about a failure, in the order in which it is offered. */
export type ErrorAction =
  | 'retry'
  | 'continue'
  | 'open-provider-settings'
  | 'choose-model'
  | 'choose-persona'
  | 'new-conversation'
  | 'open-data-folder'
  | 'open-budgets'
  | 'send-anyway'
  | 'try-now';

export interface ErrorCopy {
  readonly title: string;
  readonly sentence: (error: AppErrorData, provider: string) => string;
  readonly actions: readonly ErrorAction[];
}

const copy = (
  title: string,
  sentence: string | ErrorCopy['sentence'],
  ...actions: readonly ErrorAction[]
): ErrorCopy => ({ title, sentence: typeof sentence === 'string' ? () => sentence : sentence, actions });

const timeoutSentence: ErrorCopy['sentence'] = (error, provider) => {
  if (error.reason === 'first-byte') return `${provider} did not begin to answer in time.`;
  if (error.reason === 'no-progress') return `${provider} kept the connection open but sent no text.`;
  return `${provider} stopped sending before the reply was complete.`;
};

const networkSentences: Partial<Record<NonNullable<AppErrorData['reason']>, string>> = {
  offline: 'This computer is offline.',
  dns: 'The address was not found. Check the network and the base URL.',
  refused: 'Nothing answers at that address. Check that the server is running.',
  reset: 'The connection was closed by the other side.',
  tls: 'The server’s certificate was not accepted, so nothing was sent.',
  proxy: 'The proxy did not let the request through.',
  captive: 'The network wants you to sign in first. Open a web page to do so.',
  redirect: 'The server sent the request elsewhere. Parley does not follow with a key.',
};

/** One entry for every code: a code without a sentence and an action does not compile. */
const copies: Readonly<Record<ErrorCode, ErrorCopy>> = {
  auth: copy(
    'The key was not accepted',
    (_error, provider) => `${provider} did not accept the key. Check it, or enter another.`,
    'open-provider-settings',
    'retry',
    'choose-model',
  ),
  permission: copy(
    'Not allowed with this key',
    (error, provider) =>
      error.reason === 'region'
        ? `${provider} does not serve this region.`
        : `The key is valid, but ${provider} does not allow this with it.`,
    'choose-model',
    'open-provider-settings',
  ),
  'not-found': copy(
    'The model was not found',
    (error, provider) =>
      error.reason === 'endpoint'
        ? `${provider} has nothing at this address. Check the base URL.`
        : `${provider} does not know this model, or the key may not use it.`,
    'choose-model',
    'open-provider-settings',
  ),
  'rate-limited': copy(
    'Too many requests',
    (error, provider) => `${provider} limits how fast it can be asked. ${waitOf(error)}`,
    'retry',
    'choose-model',
  ),
  quota: copy(
    'The quota is used up',
    (_error, provider) =>
      `Your plan or credit at ${provider} is used up. Add credit there, or choose another model.`,
    'choose-model',
    'retry',
  ),
  overloaded: copy(
    'The provider is overloaded',
    (error, provider) =>
      `${provider} ${isOver(error) ? 'had too much to do' : 'has too much to do just now'}. ${waitOf(error)}`,
    'retry',
    'choose-model',
  ),
  server: copy(
    'The provider failed',
    (error, provider) =>
      `${provider} had a problem of its own${error.status === undefined ? '' : ` (${error.status})`}.`,
    'retry',
    'choose-model',
  ),
  timeout: copy('No answer in time', timeoutSentence, 'retry', 'continue', 'choose-model'),
  network: copy(
    'No connection',
    (error, provider) =>
      (error.reason === undefined ? undefined : networkSentences[error.reason]) ??
      `${provider} could not be reached. Check the network and the base URL.`,
    'retry',
    'open-provider-settings',
  ),
  'context-length': copy(
    'Too long for this model',
    'The conversation does not fit into the model’s window. Choose a model with a larger one, or start anew.',
    'choose-model',
    'new-conversation',
  ),
  'content-filtered': copy(
    'Stopped by a filter',
    (error, provider) =>
      error.reason === 'prompt'
        ? `${provider}’s filter did not accept the message. Word it differently, or choose another model.`
        : `${provider}’s filter stopped the reply.`,
    'retry',
    'choose-model',
  ),
  refused: copy('The model declined', 'The model did not want to answer this.', 'retry', 'choose-model'),
  'invalid-request': copy(
    'The request was not accepted',
    (error, provider) =>
      error.reason === 'too-large'
        ? `${provider} does not take so much at once. Send fewer or smaller files, or begin a new conversation.`
        : `${provider} did not accept the request as it was sent.`,
    'choose-model',
    'retry',
  ),
  protocol: copy(
    'The answer could not be read',
    (error, provider) =>
      error.reason === 'limit'
        ? `${provider} sent more than Parley accepts in one reply.`
        : `What ${provider} sent is not in a form that Parley knows.`,
    'retry',
    'open-provider-settings',
  ),
  truncated: copy(
    'Cut off',
    'The connection ended before the reply was complete. What came is kept.',
    'continue',
    'retry',
  ),
  length: copy(
    'At the length limit',
    'The model reached the longest reply it may give.',
    'continue',
    'retry',
  ),
  cancelled: copy('Stopped', 'You stopped this reply.', 'continue', 'retry'),
  interrupted: copy('Interrupted', 'Parley closed while this was being written.', 'continue', 'retry'),
  unknown: copy(
    'Something went wrong',
    (_error, provider) => `${provider} did not answer as expected.`,
    'retry',
    'choose-model',
  ),
  'secret.missing': copy(
    'A key is needed',
    (error, provider) =>
      error.reason === 'other-address'
        ? `The key of ${provider} was saved for another address. Confirm it for this one in Settings, or enter another.`
        : `There is no key for ${provider} yet.`,
    'open-provider-settings',
    'choose-model',
  ),
  'secret.unavailable': copy(
    'No keychain',
    'The system’s keychain is not available. A key can be used until Parley quits.',
    'open-provider-settings',
  ),
  'secret.locked': copy(
    'The keychain is locked',
    'Unlock the system’s keychain, then retry.',
    'retry',
    'open-provider-settings',
  ),
  'secret.invalid': copy(
    'The key cannot be used',
    'This key cannot be used as it is.',
    'open-provider-settings',
  ),
  'storage.full': copy(
    'The disk is full',
    'Nothing more can be stored. Free some space, then retry.',
    'retry',
    'open-data-folder',
  ),
  'storage.read-only': copy(
    'The data folder is read-only',
    'Parley cannot write to its data folder. You can read, not write.',
    'open-data-folder',
  ),
  'storage.damaged': copy(
    'The database is damaged',
    'A part of the stored data could not be read.',
    'open-data-folder',
  ),
  'storage.newer-schema': copy(
    'Made by a newer Parley',
    'A newer version of Parley wrote this data. Update Parley to go on writing.',
    'open-data-folder',
  ),
  'storage.busy': copy(
    'The database is busy',
    'Another program is using the database. Try again in a moment.',
    'retry',
  ),
  'storage.failed': copy(
    'It could not be stored',
    'The database did not accept the change. Nothing was sent.',
    'retry',
    'open-data-folder',
  ),
  'storage.in-use': copy(
    'The data folder is in use',
    'Another Parley is using this data folder. Close it first.',
    'open-data-folder',
  ),
  'model.no-images': copy(
    'This model cannot see images',
    ({ message }) => (message === '' ? 'Choose a model that can, or send without the images.' : message),
    'choose-model',
  ),
  ...fileErrorCopies,
  ...budgetErrorCopies,
  ...awayErrorCopies,
  ...importErrorCopies,
  ...backupErrorCopies,
  ...erasureErrorCopies,
  ...reviewErrorCopies,
  'export.not-written': copy(
    'The file was not written',
    ({ message }) => (message === '' ? 'The file could not be written. Choose another place.' : message),
    'retry',
  ),
  'conversation.not-found': copy(
    'The conversation is gone',
    'It was deleted in another window.',
    'new-conversation',
  ),
  'conversation.busy': copy('A reply is being written', 'Wait for the reply to end, or stop it first.'),
  'conversation.stale': copy(
    'The conversation has moved on',
    'It was changed in another window. Look at it again, then send.',
  ),
  'folder.not-found': copy('This folder is not there', 'It was removed meanwhile.'),
  'message.not-found': copy('The message is gone', 'It was deleted in another window.'),
  'model.not-found': copy('The model is gone', 'The chosen model is no longer offered.', 'choose-model'),
  'persona.not-found': copy('The persona is gone', 'The chosen persona was deleted.', 'choose-persona'),
  'provider.not-found': copy(
    'The provider is gone',
    'The provider of this model was removed.',
    'choose-model',
    'open-provider-settings',
  ),
  'provider.invalid-url': copy(
    'The address cannot be used',
    'The base URL must begin with https://, or http:// on this computer.',
    'open-provider-settings',
  ),
  'provider.read-only': copy(
    'Set from outside',
    'This provider comes from the environment and cannot be changed here.',
  ),
  'ipc.invalid-input': copy('That cannot be sent', 'Parley’s engine did not accept the request.', 'retry'),
  'ipc.unknown-route': copy(
    'That cannot be done',
    'This window is older than Parley’s engine. Restart Parley.',
  ),
  'ipc.closed': copy(
    'The engine is not answering',
    'Parley’s engine has stopped. Restart Parley; nothing that was stored is lost.',
  ),
  'ipc.rate-limited': copy(
    'Too fast',
    'Too many requests came from this window. Try again in a moment.',
    'retry',
  ),
  internal: copy(
    'Something went wrong',
    'This is a fault in Parley. It was written to the error log.',
    'retry',
  ),
};

export const errorCopy = (code: ErrorCode): ErrorCopy => copies[code];
