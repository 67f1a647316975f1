import type { ImportOptions } from '@sluice/jobs';

/** What a blank cell does to a row that exists; undefined if existing rows are not written. */
export const blankInUpdates = ({ on_duplicate: onDuplicate, on_blank: onBlank }: ImportOptions) =>
  onDuplicate === 'update' ? onBlank : undefined;
