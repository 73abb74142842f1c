/** The `window.postMessage` type with which the page gives its port to preload, and the channel preload forwards it on. */
export const portChannel = 'parley:port';

/** The channel on which preload tells the paths of what a person drops on the page, which never hears of them. */
export const droppedChannel = 'parley:dropped';
