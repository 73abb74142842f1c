import { lazy } from 'react';

/** Its code is loaded when it is first opened. */
export const OutlinePanel = lazy(() => import('./outline-panel'));
