export { admitUpload, type UploadLimits } from './admit-upload.ts';
export { type AccountUsage, accountUsage } from './usage.ts';
