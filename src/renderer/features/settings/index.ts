export { AboutPage } from './about-page';
export { DataPage } from './data-page';
export { GeneralPage } from './general-page';
export { PrivacyPage } from './privacy-page';
