export { ReviewBanner } from './review-banner';
export { ReviewGate } from './review-gate';
export { ReviewLine } from './review-line';
export { reviewName } from './review-name';
