import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html';
import { htmlStyle } from './html-style';

const styleHash = createHash('sha256').update(htmlStyle).digest('base64');

/** One file without scripts that loads nothing: the policy allows its own style, by hash, and images from `images`. */
const policyFor = (images: 'data:' | 'file:'): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; img-src ${images}; base-uri 'none'; form-action 'none'`;

/** Up to the text below the title. `file:`: images lie beside the page. */
export const beginPage = (
  title: string,
  about: string,
  images: 'data:' | 'file:' = 'data:',
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(images)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="about">${escapeHtml(about)}</p>
</header>
`;

export const endPage = (): string => '</main>\n</body>\n</html>\n';
