import type { AttachmentsFeature } from '#main/features/attachments/create-attachments';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const attachmentHandlers = (attachments: AttachmentsFeature) =>
  ({
    'attachment.add': ({ key, name, bytes }) => attachments.add(key, name, bytes),
    'attachment.list': ({ key }) => attachments.list(key),
    'attachment.reuse': ({ key, sha256, name }) => attachments.reuse(key, sha256, name),
    'attachment.remove': ({ key, sha256 }) => nothing(() => attachments.remove(key, sha256)),
    'attachment.preview': ({ sha256 }) => attachments.preview(sha256),
    'attachment.save': ({ sha256, name }, { windowId }) => attachments.save(sha256, name, windowId),
    'attachment.copyImage': ({ sha256 }) => attachments.copyImage(sha256).then(() => null),
  }) satisfies Partial<Handlers>;
