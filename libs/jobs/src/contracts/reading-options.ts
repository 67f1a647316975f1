import { encodingName } from '@sluice/core';
import { z } from 'zod';
import { autoDetected } from './markers.ts';

const detected = (description: string) => ({ ...autoDetected, description: `${description} Default: auto-detect.` });

/** How the file is to be read; whatever is not given is detected. */
export const readingOptions = {
  encoding: z
    .string()
    .max(40)
    .refine((label) => encodingName(label) !== undefined, 'expected a label of the WHATWG Encoding Standard')
    .optional()
    .meta(detected('Any label of the WHATWG Encoding Standard, such as utf-8, windows-1252, shift_jis or gb18030.')),
  delimiter: z.enum([',', ';', '\t', '|']).optional().meta(detected('Separates cells.')),
  sheet: z.string().min(1).max(255).optional().describe('XLSX only: the sheet to read. Default: the first.'),
  date_order: z.enum(['DMY', 'MDY']).optional().meta(detected('How to read dates such as 03/04/2024.')),
  strict: z
    .boolean()
    .optional()
    .describe('Refuse the file if any detected setting is doubtful (confidence below 0.8).'),
};

const shape = z.object(readingOptions);
/** As stored and as callers write them. */
export type ReadingOptions = z.output<typeof shape>;
