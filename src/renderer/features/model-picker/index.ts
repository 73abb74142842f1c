import { lazy } from 'react';

export { ModelPickerButton } from './model-picker-button';
export { ThinkingButton } from './thinking-button';
export { ModelsPage } from './models-page';

/** The dialog alone, for whoever wants a model for something else than the next message. */
export const ModelPicker = lazy(() => import('./model-picker-dialog'));
