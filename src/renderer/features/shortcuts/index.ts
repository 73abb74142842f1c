import { lazy } from 'react';

export const ShortcutsDialog = lazy(() => import('./shortcuts-dialog'));
