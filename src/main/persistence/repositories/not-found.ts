import { AppError, appError } from '#shared/errors/app-error';

export const conversationNotFound = (): AppError =>
  new AppError(appError('conversation.not-found', 'This conversation is not there any more.'));

export const messageNotFound = (): AppError =>
  new AppError(appError('message.not-found', 'This message is not there any more.'));

export const folderNotFound = (): AppError =>
  new AppError(appError('folder.not-found', 'This folder is not there any more.'));
