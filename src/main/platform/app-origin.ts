/** Windows are served from here and nowhere else; a page of another origin is not ours. */
export const appScheme = 'app';
export const appOrigin = 'app://parley';
export const appPage = `${appOrigin}/index.html`;
/** The same page, drawn as the quick window; a conversation may follow. */
export const quickPage = `${appPage}#quick`;

export const isQuickPage = (url: string): boolean => url.startsWith(quickPage);

/** The same page, drawn as a review; a conversation may follow. */
export const reviewPage = `${appPage}#review`;

export const isReviewPage = (url: string): boolean => url.startsWith(reviewPage);

/** Whether an address is our own page; a fragment does not make it another. */
export const isAppPage = (url: string): boolean => url === appPage || url.startsWith(`${appPage}#`);

/**
 * The page in which diagrams are drawn. Another site than the window's, so that Chromium runs it in another process, and
 * sandboxed, so that its origin is nobody's.
 */
export const diagramOrigin = 'app://diagram';
export const diagramPage = `${diagramOrigin}/index.html`;
