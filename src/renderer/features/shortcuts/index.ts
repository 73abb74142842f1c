import { lazy } from 'react';

export { ShortcutsPage } from './shortcuts-page';
export const ShortcutsDialog = lazy(() => import('./shortcuts-dialog'));
