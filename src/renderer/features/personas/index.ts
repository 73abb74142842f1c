export { PersonaPickerButton } from './persona-picker-button';
export { PersonasPage } from './personas-page';
