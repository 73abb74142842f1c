/** Text that a database gives back as it got it: no half characters and no zero bytes. */
export const soundText = (text: string): string => text.replace(/\p{Cs}|\0/gu, '\ufffd');
