import type { Drawing } from '#shared/domain/diagram';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** What is never part of a drawing, whoever put it there. */
const foreign = 'script, foreignObject, image, iframe, object, embed, audio, video, animate, set, link, meta';
const reaching = /@import|@font-face|url\(\s*['"]?(?!['"]?#)|image-set|src\s*:|\\|expression/i;

/** A drawing as an XML document with a size, without anything that runs, leads or loads. The window looks again. */
export function cleanDrawing(markup: string, ground: string): Drawing {
  const svg = new DOMParser().parseFromString(markup, 'text/html').querySelector('svg');
  if (svg === null) throw new Error('There is no drawing');
  for (const element of svg.querySelectorAll(foreign)) element.remove();
  for (const link of svg.querySelectorAll('a')) unwrap(link);
  for (const element of [svg, ...svg.querySelectorAll('*')]) cleanElement(element);
  removeComments(svg);
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  if (!(width > 0 && height > 0)) throw new Error('The drawing has no size');
  svg.setAttribute('width', String(Math.ceil(width)));
  svg.setAttribute('height', String(Math.ceil(height)));
  svg.setAttribute('style', `background-color: ${ground}`);
  return {
    svg: new XMLSerializer().serializeToString(svg),
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

function cleanElement(element: Element): void {
  if (element.namespaceURI !== svgNamespace) {
    element.remove();
    return;
  }
  for (const { name, value } of [...element.attributes]) {
    const isForeign = /^(?:on|data-)/i.test(name) || (/href$/i.test(name) && !value.startsWith('#'));
    if (isForeign || (name !== 'd' && reaching.test(value))) element.removeAttribute(name);
  }
  if (element.localName === 'style' && reaching.test(element.textContent)) element.remove();
}

/** A link's label stays, without the link. */
function unwrap(link: Element): void {
  const group = document.createElementNS(svgNamespace, 'g');
  group.append(...link.childNodes);
  link.replaceWith(group);
}

function removeComments(root: Element): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  while (walker.nextNode() !== null) found.push(walker.currentNode as Comment);
  for (const comment of found) comment.remove();
}
