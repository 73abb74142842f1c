import { lazy } from 'react';

/** Its code, and that of the difference, is loaded when it is first opened. */
export const CompareDialog = lazy(() => import('./compare-dialog'));
