/** Of one message. */
export const mostAttachments = 20;
/** Of a file as it is chosen, in bytes. */
export const mostFileBytes = 50 * 1024 * 1024;
/** Of an image as it is stored and sent: what every vendor takes. */
export const longestImageEdge = 2_048;
export const mostImageBytes = 3_750_000;
/** UTF-16 units of text that are read out of a file; a text of this length was cut. */
export const mostCharacters = 2_000_000;
/** UTF-16 units that a preview holds. */
export const mostPreviewCharacters = 200_000;
