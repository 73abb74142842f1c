import { plantCanary } from '../harness/canary';

/** Secrets, each for one way in. The servers' own ones have no vendor's shape: no pattern can know them. */
export const plantKeys = () => ({
  openai: plantCanary('the key pasted in Settings', 'sk-proj-', 'Zz01'),
  openaiSecond: plantCanary('a second key of a provider', 'sk-proj-', 'Zz07'),
  anthropic: plantCanary('the key pasted in the welcome', 'sk-ant-api03-', 'Zz02'),
  google: plantCanary('the key of the environment', 'AIza', 'Zz03'),
  workshop: plantCanary('the key of a server', 'Wrk.', 'Zz04'),
  refused: plantCanary('a refused key', 'sk-proj-', 'Zz05'),
  refusedByServer: plantCanary('a key that a server refused', 'Wrk.', 'Zz06'),
  password: plantCanary('a password in an address'),
  passwordInEnvironment: plantCanary('a password in an address of the environment'),
});

export type PlantedKeys = ReturnType<typeof plantKeys>;
