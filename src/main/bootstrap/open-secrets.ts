import { readBoundKey } from '#shared/domain/bound-key';
import type { SecretStore } from '#main/ports/secret-store';
import { loadKeytar } from '#main/secrets/keychain';
import { createSecretStore } from '#main/secrets/secret-store';
import { serviceName } from '#main/secrets/service-name';
import type { Start } from './start';

/** A key that is being stored at the end has this long. */
const endLimitMs = 1_000;

/** The keychain of this data folder. Nothing is asked of it before a key is needed. Keys it gives never reach a log. */
export function openSecrets({ phases, folders, logger }: Start): SecretStore {
  return phases.run('secrets', (atEnd) => {
    const store = createSecretStore({
      service: serviceName(folders.data, folders.defaultData),
      load: loadKeytar,
      logger,
    });
    atEnd(async () => {
      await Promise.race([
        store.settled(),
        new Promise((resolve) => setTimeout(resolve, endLimitMs).unref()),
      ]);
      // A call that is still with the system's library keeps its thread, and the process would wait for that thread.
      if (store.isBusy()) process.once('exit', () => process.kill(process.pid, 'SIGKILL'));
    });
    return {
      ...store,
      async find(account) {
        const secret = await store.find(account);
        if (secret !== null) logger.learnSecret(readBoundKey(secret.value).key);
        return secret;
      },
      save(account, value) {
        logger.learnSecret(readBoundKey(value).key);
        return store.save(account, value);
      },
    };
  });
}
