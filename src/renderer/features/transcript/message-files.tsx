import type { MessageView } from '#shared/domain/message';
import { FilePart } from './file-part';
import type { FileOfMessage, ImageOfMessage } from './file-parts';
import { ImagePart } from './image-part';

/** Images and files of a question, above its words. */
export function MessageFiles({ message }: { readonly message: MessageView }) {
  const files = message.parts.filter(isFile);
  if (files.length === 0) return null;
  return (
    <div className="message-files">
      {files.map((part) =>
        part.type === 'image' ? (
          <ImagePart key={part.sha256} image={part} />
        ) : (
          <FilePart key={part.sha256} file={part} />
        ),
      )}
    </div>
  );
}

const isFile = (part: MessageView['parts'][number]): part is ImageOfMessage | FileOfMessage =>
  part.type === 'image' || part.type === 'file';
