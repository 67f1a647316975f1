import { count, counted, percent, the } from '../../shared/wording.ts';
import type { ProfileStep } from '../types.ts';

/** Records that could not be parsed, by reason. */
export const rejectsStep: ProfileStep<'unreadable_rows'> = {
  key: 'unreadable_rows',
  title: 'Unparseable records',
  idle: ({ source }) => (source.rejected === 0 ? 'every record was parsed' : undefined),
  async run({ engine, source }) {
    const records = source.rows + source.rejected;
    const byCode = await engine.rows<{ code: string; rows: number; first: number; message: string }>(
      `SELECT code, count(*) AS rows, min(_row) AS first, arg_min(message, _row) AS message
       FROM ${source.rejects} GROUP BY code ORDER BY rows DESC, code`,
    );
    return {
      numbers: { records, rejected: source.rejected },
      findings: byCode,
      sheet: {
        columns: [
          { header: 'Reason', type: 'text' },
          { header: 'Records', type: 'integer' },
          { header: 'First record', type: 'integer' },
          { header: 'Message', type: 'text' },
        ],
        rows: byCode.map(({ code, rows, first, message }) => [code, rows, first, message]),
      },
      alerts: [
        {
          severity: source.rejected > 0.01 * records ? 'critical' : 'high',
          category: 'validity',
          message: `${counted(source.rejected, 'record')} of ${count(records)} (${percent(source.rejected, records)}) could not be parsed; the first is in row ${byCode[0]?.first}: ${byCode[0]?.message}`,
          affected_fields_count: source.columns.length,
          recommendation: `Fix ${the(source.rejected, 'record')} in the file; this report does not include ${source.rejected === 1 ? 'it' : 'them'}.`,
        },
      ],
      issues: byCode.map(({ code, rows, first }) => ({
        field_name: '',
        issue_type: code.toLowerCase(),
        severity: 'high' as const,
        message: `${counted(rows, 'record')} excluded because of ${code}; the first is in row ${first}.`,
      })),
      rowIssues: byCode.map(({ code }) => ({
        position: -1,
        label: '',
        type: code.toLowerCase(),
        severity: 'critical' as const,
        query: `SELECT _row, message, left(raw, 200) AS value FROM ${source.rejects} WHERE code = '${code}'`,
      })),
    };
  },
};
