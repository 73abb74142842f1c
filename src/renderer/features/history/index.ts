export { OnThisDay } from './on-this-day';
export { StarredMessages } from './starred-messages';
export { Statistics } from './statistics';
export { Timeline } from './timeline';
