/** The `window.postMessage` type with which the page gives its port to preload, and the channel preload forwards it on. */
export const portChannel = 'parley:port';
