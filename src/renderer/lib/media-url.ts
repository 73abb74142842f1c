/** Where the window's own page serves a stored image from; nothing but raster images is there. */
export const mediaUrl = (sha256: string): string => `/media/${sha256}`;
