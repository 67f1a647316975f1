import { z } from 'zod';
import { autoDetected } from './markers.ts';

const detected = (description: string) => ({ ...autoDetected, description: `${description} Default: auto-detect.` });

/** How the file is to be read; whatever is not given is detected. */
export const readingOptions = {
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])
    .optional()
    .meta(detected('Encoding of the text.')),
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
