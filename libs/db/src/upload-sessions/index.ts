export type { UploadSession } from '../schema/index.ts';
export { createUploadSession } from './create.ts';
export { endSession } from './end.ts';
export { extendSession } from './extend.ts';
export { findActiveSession } from './find-active.ts';
