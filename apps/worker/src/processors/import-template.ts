import { templateCsv, templateXlsx } from '../imports/template.ts';
import type { Processor } from './types.ts';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Creates an import template. */
export const importTemplateProcessor: Processor<'import-template'> = {
  async run({ importers }, { payload }) {
    const { account_id: accountId, importer: name, importer_version: version, format } = payload;
    const { importer } = await importers.get({ accountId, importer: name, version });
    const bytes = format === 'csv' ? templateCsv(importer) : await templateXlsx(importer);
    return {
      file_name: `${name}-template.${format}`,
      content_type: contentTypes[format],
      content_base64: bytes.toString('base64'),
    };
  },
};
