export { LocalServers } from './local-servers';
export { PasteKey } from './paste-key';
export { ProvidersPage } from './providers-page';
