/** Windows are served from here and nowhere else; a page of another origin is not ours. */
export const appScheme = 'app';
export const appOrigin = 'app://parley';
export const appPage = `${appOrigin}/index.html`;

/** Whether an address is our own page; a fragment does not make it another. */
export const isAppPage = (url: string): boolean => url === appPage || url.startsWith(`${appPage}#`);
