export { ModelPickerButton } from './model-picker-button';
export { ModelsPage } from './models-page';
