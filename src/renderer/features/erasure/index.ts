export { EraseSection } from './erase-section';
export { RetentionSection } from './retention-section';
