import {
  AppError,
  type Decision,
  decisionTopics,
  excerpt,
  type FieldError,
  isDoubtful,
  type Warning,
} from '@sluice/core';
import { z } from 'zod';

/** Longest texts that are stored and shown; headers and cells of a file may be as long as it likes. */
const MESSAGE_CHARACTERS = 1_000;
const COLUMN_CHARACTERS = 255;
/** Warnings that one file may have. */
const MOST_WARNINGS = 250;
const MOST_ALTERNATIVES = 20;

export const warning = z.object({
  code: z.string().describe('For programs, such as ENCODING_ASSUMED.'),
  message: z.string(),
  column: z.string().optional().describe('The header of the column it concerns.'),
  count: z
    .number()
    .int()
    .optional()
    .describe('The cells or records it concerns; absent if it concerns the file as a whole.'),
  rows: z
    .array(z.number().int())
    .optional()
    .describe('The first of these records, numbered as a spreadsheet numbers rows.'),
});
export type FileWarning = z.output<typeof warning>;

const decided = z.union([z.string(), z.number()]).nullable();

export const decision = z.object({
  topic: z.enum(decisionTopics).describe('The option that overrides it.'),
  value: decided.describe('As the option takes it; null for none.'),
  given: z.boolean().describe('Set by the caller, not detected.'),
  confidence: z.number().min(0).max(1).describe('From 0, a guess, to 1, certain.'),
  doubtful: z
    .boolean()
    .describe('Below 0.8 and not given: refused with `strict`, `on_invalid=abort` or `on_absent=delete`.'),
  evidence: z.string().describe('Why this value was chosen.'),
  alternatives: z.array(decided).describe('Other possible values.'),
});
export type FileDecision = z.output<typeof decision>;

export const dialect = z.object({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string(),
  encoding_certainty: z.enum(['given', 'bom', 'valid', 'assumed']),
  delimiter: z.string().nullable(),
  decimal_comma: z.boolean(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
});

/** How a file was read. */
export const reading = z.object({
  dialect,
  decisions: z.array(decision),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Of an import: field of the importer -> header of the file, where they differ.'),
});
export type FileReading = z.output<typeof reading>;

/** The warnings as they are stored, with texts of limited length. */
export const storedWarnings = (warnings: readonly Warning[]): FileWarning[] =>
  warnings.slice(0, MOST_WARNINGS).map(({ code, message, column, count, rows }) => ({
    ...{ code, message: excerpt(message, MESSAGE_CHARACTERS) },
    ...(column !== undefined && { column: excerpt(column, COLUMN_CHARACTERS) }),
    ...(count !== undefined && { count }),
    ...(rows !== undefined && { rows: [...rows] }),
  }));

/** The decisions as they are stored. */
export const storedDecisions = (decisions: readonly Decision[]): FileDecision[] =>
  decisions.map(({ alternatives, evidence, ...decision }) => ({
    ...decision,
    doubtful: isDoubtful(decision),
    evidence: excerpt(evidence, MESSAGE_CHARACTERS),
    alternatives: alternatives.slice(0, MOST_ALTERNATIVES),
  }));

const valueText = (value: Decision['value']): string => (value === null ? 'none' : JSON.stringify(value));

/** Names for messages, which people read on screens, in a shell and in responses of the API. */
const settingNames: Readonly<Record<Decision['topic'], string>> = {
  encoding: 'encoding',
  delimiter: 'delimiter',
  quote: 'quote character',
  escape: 'escape character',
  comment: 'comment character',
  header_row: 'header row',
  skip_rows: 'number of rows to skip',
  sheet: 'sheet',
  decimal_mark: 'decimal mark',
  date_order: 'date format',
};

/** What was assumed, why, and what else is possible. */
function describeDoubt({ topic, value, confidence, evidence, alternatives }: Decision): string {
  const share = `${Math.floor(confidence * 100)}%`;
  const others = alternatives.length === 0 ? '' : ` Other choices: ${alternatives.map(valueText).join(', ')}.`;
  const why = `Doubtful ${settingNames[topic]}: ${valueText(value)} (confidence ${share}). ${excerpt(evidence, 300)}.`;
  return `${why.replace(/\.\.$/, '.')}${others}`;
}

/** The same, and how to settle it. */
const askFor = (decision: Decision): string =>
  `${describeDoubt(decision)} Set the ${settingNames[decision.topic]} to decide it.`;

/** A warning for each doubtful decision that none of `warnings` mentions. */
export const doubtWarnings = (decisions: readonly Decision[], warnings: readonly Warning[]): Warning[] =>
  decisions
    .filter((decision) => isDoubtful(decision))
    .filter(({ topic }) => !warnings.some(({ code }) => code.startsWith(`${topic.split('_')[0]?.toUpperCase()}_`)))
    .map((decision) => ({
      code: `${decision.topic.toUpperCase()}_DOUBTFUL`,
      message: askFor(decision),
    }));

/** One field for each doubtful decision: the option that settles it, with the choices. */
export const doubtFields = (decisions: readonly Decision[]): FieldError[] =>
  decisions
    .filter((decision) => isDoubtful(decision))
    .map((decision) => ({
      field: decision.topic,
      code: 'DOUBTFUL',
      message: askFor(decision),
    }));

/** Why a caller who wants no guesses is refused. Undefined if nothing is doubtful. */
export function doubtfulReading(decisions: readonly Decision[]): AppError | undefined {
  const fields = doubtFields(decisions);
  if (fields.length === 0) return undefined;
  const doubts = decisions.filter((decision) => isDoubtful(decision));
  const settings = doubts.map(({ topic }) => settingNames[topic]).join(', ');
  const message = `The file can be read in several ways, so it was refused. Set: ${settings}. ${doubts.map(describeDoubt).join(' ')}`;
  return new AppError('READING_DOUBTFUL', message, { fields });
}
