import type { ImportPreview, StoredDocument } from '@sluice/client';
import { counted } from '../../ui/format.ts';
import { fieldsOf } from './column-groups.ts';
import { isOfColumns } from './warning-places.ts';

/** The steps of a new import, in order. */
export const stepIds = ['file', 'reading', 'columns', 'review', 'start'] as const;
export type StepId = (typeof stepIds)[number];

export const stepLabels: Readonly<Record<StepId, string>> = {
  file: 'File',
  reading: 'Reading',
  columns: 'Columns',
  review: 'Review',
  start: 'Start',
};

/** What a step says of itself. Nothing is `good` before it was checked. */
export interface StepState {
  readonly tone: 'neutral' | 'good' | 'warn' | 'bad';
  readonly note: string;
}

const notYet: StepState = { tone: 'neutral', note: 'Not checked yet' };
const checking: StepState = { tone: 'neutral', note: 'Checking…' };

/** The step in the address; without one, a chosen document is shown first, and before that it is chosen. */
export function stepOf({ doc, step }: { readonly doc?: string; readonly step?: string }): StepId {
  if (!doc) return 'file';
  return stepIds.find((id) => id === step) ?? 'reading';
}

export const after = (id: StepId): StepId | undefined => stepIds[stepIds.indexOf(id) + 1];
export const before = (id: StepId): StepId | undefined => stepIds[stepIds.indexOf(id) - 1];

/** What is known of the file. */
export interface KnownFile {
  /** Undefined while it is loading. */
  readonly document: Pick<StoredDocument, 'status'> | undefined;
  /** What was found with the settings of the form; undefined while it is being read with them. */
  readonly preview: ImportPreview | undefined;
  /** Which of them could not be loaded. */
  readonly failed: { readonly document: boolean; readonly preview: boolean };
}

/** What each step says, given what is known of the file. */
export function stepStates({ document, preview, failed }: KnownFile): Readonly<Record<StepId, StepState>> {
  const file = fileState(document, failed.document);
  if (failed.preview) {
    const reading: StepState = { tone: 'bad', note: 'Could not be read' };
    return { file, reading, columns: notYet, review: notYet, start: notYet };
  }
  if (!preview) return { file, reading: checking, columns: checking, review: checking, start: checking };
  const isReadable = preview.header.length > 0;
  return {
    file,
    reading: readingState(preview),
    columns: isReadable ? columnsState(preview) : notYet,
    review: reviewState(preview),
    start: preview.refusal ? { tone: 'bad', note: 'Would be refused' } : { tone: 'neutral', note: 'Not started' },
  };
}

function fileState(document: KnownFile['document'], hasFailed: boolean): StepState {
  if (document) {
    return document.status === 'UPLOAD_COMPLETE'
      ? { tone: 'good', note: 'Stored' }
      : { tone: 'warn', note: 'Not completely uploaded' };
  }
  return hasFailed ? { tone: 'bad', note: 'Could not be loaded' } : checking;
}

function readingState({ decisions, header, warnings }: ImportPreview): StepState {
  if (header.length === 0) return { tone: 'bad', note: 'No usable header' };
  const doubtful = decisions.filter((one) => one.doubtful).length;
  if (doubtful > 0) return { tone: 'warn', note: counted(doubtful, 'doubtful setting') };
  const others = warnings.filter(({ code }) => !isOfColumns(code)).length;
  return others > 0 ? { tone: 'warn', note: counted(others, 'warning') } : { tone: 'good', note: 'No warnings' };
}

function columnsState(preview: ImportPreview): StepState {
  const { missing_columns: missing } = preview;
  if (missing.length > 0) return { tone: 'bad', note: `${counted(missing.length, 'required column')} missing` };
  const { unknown, contested } = fieldsOf(preview);
  if (preview.warnings.some(({ code }) => code === 'MAPPING_INVALID')) return { tone: 'bad', note: 'Invalid mapping' };
  if (contested.length > 0) return { tone: 'bad', note: `${counted(contested.length, 'field')} mapped twice` };
  if (unknown.length > 0) return { tone: 'warn', note: `${unknown.length} not matched` };
  if (preview.warnings.some(({ code }) => code === 'KEYS_WOULD_BE_GENERATED')) return { tone: 'warn', note: 'No keys' };
  return { tone: 'good', note: 'Nothing left to decide' };
}

function reviewState({ checked }: ImportPreview): StepState {
  if (!checked) return notYet;
  const { records, failed_records: failed, is_whole: isWhole } = checked;
  const of = `${isWhole ? '' : 'the first '}${counted(records, 'record')}`;
  if (records === 0) return { tone: 'warn', note: 'No records' };
  if (failed > 0) return { tone: failed === records ? 'bad' : 'warn', note: `Errors in ${failed} of ${of}` };
  return { tone: isWhole ? 'good' : 'neutral', note: `No errors in ${of}` };
}
