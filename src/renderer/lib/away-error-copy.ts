import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';

type AwayCode = Extract<ErrorCode, 'provider.disabled' | 'provider.resting'>;

/** A provider that is there and is not asked: by a person's choice, or because it failed. */
export const awayErrorCopies = {
  'provider.disabled': {
    title: 'The provider is off',
    sentence: (_error: AppErrorData, provider: string) => `${provider} is turned off in Settings.`,
    actions: ['open-provider-settings', 'choose-model'],
  },
  'provider.resting': {
    title: 'Not asked just now',
    // What failed, and when it is asked again, is known best where that is decided.
    sentence: ({ message }: AppErrorData) =>
      message === '' ? 'It failed too often. Parley asks again later.' : message,
    actions: ['try-now', 'open-provider-settings', 'choose-model'],
  },
} as const satisfies Record<AwayCode, object>;
