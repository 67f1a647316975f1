import { isRetryable } from '@sluice/client';

/** What to do about a failed import. */
export function failureAdvice(code: string | null): string {
  if (code === 'ABORTED_ON_INVALID_ROWS') {
    return 'Fix the records listed below and upload the file again, or choose "Import valid records".';
  }
  if (code === 'TOO_MANY_DELETIONS')
    return 'Check that the file is complete. If it is, import it again with a higher "Maximum rows deleted (%)".';
  if (/^(?:HEADER_|MAPPING_|SHEET_)/.test(code ?? ''))
    return 'Select "Edit and import again" to correct the sheet or the column mapping.';
  if (code === 'DOCUMENT_DAMAGED') return 'Upload the file again: the stored copy is damaged.';
  if (!isRetryable(code)) return 'Fix the file and upload it again.';
  return 'Select "Retry" to continue after the last processed record.';
}
