import { lazy } from 'react';

/** Its code is loaded when it is first opened. */
export const InspectorPanel = lazy(() => import('./inspector-panel'));
