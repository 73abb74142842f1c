import type { RequestMessage, RequestPart } from '#main/ports/chat-provider';

type ImagePart = Extract<RequestPart, { type: 'image' }>;

const placeholder: RequestPart = { type: 'text', text: '[image]', state: null };
const introduction: RequestPart = {
  type: 'text',
  text: '[The image of your answer above:]\n\n',
  state: null,
};

/**
 * Images of earlier answers, for vendors that take none in an answer: each leaves a word in its place and goes along with
 * the question after it. `mayStay` tells those that the vendor takes back where they were.
 */
export function carryImages(
  messages: readonly RequestMessage[],
  mayStay: (part: ImagePart) => boolean = () => false,
): readonly RequestMessage[] {
  let carried: RequestPart[] = [];
  return messages.map((message) => {
    if (message.role === 'user') {
      const parts = [...carried, ...message.parts];
      carried = [];
      return { ...message, parts };
    }
    carried = [];
    const parts = message.parts.map((part) => {
      if (part.type !== 'image' || mayStay(part)) return part;
      carried.push(introduction, { ...part, state: null });
      return placeholder;
    });
    return { ...message, parts };
  });
}
