import { importers } from '@sluice/importers';
import { templateCsv, templateXlsx } from '../imports/template.ts';
import type { Processor } from './types.ts';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Creates an import template. */
export const importTemplateProcessor: Processor<'import-template'> = {
  async run(_, { payload: { importer, format } }) {
    const bytes = format === 'csv' ? templateCsv(importers[importer]) : await templateXlsx(importers[importer]);
    return {
      file_name: `${importer}-template.${format}`,
      content_type: contentTypes[format],
      content_base64: bytes.toString('base64'),
    };
  },
};
