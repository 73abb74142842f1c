/** Every element that the text of a model may become; the formulas' are MathML's presentation elements. */
export const allowedElements: ReadonlySet<string> = new Set(
  (
    'p h3 h4 h5 h6 ul ol li strong em del code pre a br hr blockquote table thead tbody tr th td div figure ' +
    'figcaption span button math semantics annotation mrow mi mn mo mtext ms msup msub mfrac mstyle mspace mover ' +
    'munder munderover msubsup msqrt mroot mtable mtr mlabeledtr mtd mpadded mphantom menclose merror'
  ).split(' '),
);

/** Attributes that run, load, name or cover; none may come from a text. */
export const isForbiddenAttribute = (name: string): boolean =>
  /^(?:on.*|src|srcset|srcdoc|id|name|action|formaction|ping|poster|background|xlink:href|xmlns:.*|slot|popover|is|nonce|autofocus|contenteditable)$/.test(
    name,
  );

/** The only addresses that a text may lead to, and only after a person said so. */
export const isAllowedAddress = (address: string): boolean => /^(?:https?:\/\/|mailto:)/.test(address);

/** A style that fetches, or leaves the place it was written in. */
export const isForbiddenStyle = (style: string): boolean =>
  /url\(|image-set|@import|expression|position|inset|z-index/i.test(style);
