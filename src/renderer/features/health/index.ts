import { lazy } from 'react';

export const HealthPage = lazy(() => import('./health-page'));
