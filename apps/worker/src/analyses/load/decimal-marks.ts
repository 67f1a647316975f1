import { counted, type Decision, DOUBTFUL_BELOW, formatCount, SET_BY_CALLER, type Warning } from '@sluice/core';
import type { Dialect } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import type { DecimalMark, TableColumn } from '../types.ts';
import { type DecimalEvidence, findEvidence } from './decimal-evidence.ts';

/** Numbers that prove a mark for certain; fewer may be typing errors. */
const CERTAIN = 10;

const point: DecimalMark = '.';

export interface DecimalMarks {
  readonly columns: readonly TableColumn[];
  /** The mark of most columns that have one. */
  readonly mark: DecimalMark;
  readonly decision: Decision;
  /** One for each doubtful column. */
  readonly warnings: readonly Warning[];
}

interface MarkInput {
  readonly engine: Engine;
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly dialect: Dialect;
  /** The caller's word. */
  readonly given: DecimalMark | undefined;
}

/**
 * Decides the decimal mark of each column by all of its cells. Where its numbers could be either, the other columns decide,
 * and otherwise their mark is taken for the decimal mark, except a comma in a file that separates cells by commas.
 */
export async function decideDecimalMarks({ engine, table, columns, dialect, given }: MarkInput): Promise<DecimalMarks> {
  if (given) {
    const decision = { value: given, given: true, confidence: 1, evidence: SET_BY_CALLER, alternatives: [] };
    const marked = columns.map((column) => ({ ...column, decimal: given }));
    return { columns: marked, mark: given, decision: { topic: 'decimal_mark', ...decision }, warnings: [] };
  }
  const evidence = await findEvidence(engine, table, columns, dialect);
  const total = sumOf([...evidence.values()]);
  const proven: DecimalMark | undefined =
    total.comma === total.point ? undefined : total.comma > total.point ? ',' : '.';
  const decided = columns.map((column) => {
    const found = evidence.get(column.id);
    const { mark, confidence } = found ? decide(found, proven, dialect) : { mark: proven ?? point, confidence: 1 };
    return { column: { ...column, decimal: mark }, confidence, found };
  });
  const shown = decided.filter(({ found }) => found !== undefined);
  const commas = shown.filter(({ column }) => column.decimal === ',').length;
  const mark =
    commas * 2 > shown.length ? ',' : commas * 2 < shown.length || shown.length === 0 ? '.' : (proven ?? ',');
  return {
    columns: decided.map(({ column }) => column),
    mark,
    decision: {
      topic: 'decimal_mark',
      value: mark,
      given: false,
      confidence: Math.min(1, ...shown.map(({ confidence }) => confidence)),
      evidence: describe(total),
      alternatives: shown.length === 0 ? [] : [mark === ',' ? '.' : ','],
    },
    warnings: shown.flatMap(({ column, confidence, found }) =>
      found && confidence < DOUBTFUL_BELOW ? [doubt(column, found)] : [],
    ),
  };
}

/** The mark of one column; `proven` is what most numbers of the file prove. */
function decide(
  { comma, point, open, openComma }: DecimalEvidence,
  proven: DecimalMark | undefined,
  { delimiter }: Dialect,
): { mark: DecimalMark; confidence: number } {
  const proofs = comma + point;
  if (proofs > 0) {
    const most = Math.max(comma, point);
    const confidence = most === proofs ? Math.min(1, 0.9 + proofs / (10 * CERTAIN)) : (most / proofs) * 0.9;
    return { mark: comma > point ? ',' : '.', confidence };
  }
  if (proven) return { mark: proven, confidence: 0.85 };
  if (delimiter === ',') return { mark: '.', confidence: DOUBTFUL_BELOW };
  return { mark: openComma * 2 > open ? ',' : '.', confidence: 0.5 };
}

const sumOf = (all: readonly DecimalEvidence[]): Pick<DecimalEvidence, 'comma' | 'point' | 'open'> => ({
  comma: all.reduce((sum, { comma }) => sum + comma, 0),
  point: all.reduce((sum, { point }) => sum + point, 0),
  open: all.reduce((sum, { open }) => sum + open, 0),
});

function describe({ comma, point, open }: ReturnType<typeof sumOf>): string {
  if (comma + point + open === 0) return 'No number has a comma.';
  const proofs = `${counted(comma, 'number')} with a decimal comma, ${counted(point, 'number')} with a decimal point`;
  return `${proofs}, ${counted(open, 'number')} such as 10,500 or 10.500, which could be either.`;
}

function doubt({ name, decimal }: TableColumn, { comma, point, open, rows }: DecimalEvidence): Warning {
  const mixed = comma + point > 0;
  const why = mixed
    ? `has numbers with a decimal comma (${formatCount(comma)}) and with a decimal point (${formatCount(point)})`
    : `has numbers such as 10,500 or 10.500, whose mark may be the decimal mark or separate thousands (${formatCount(open)})`;
  const read = decimal === ',' ? 'comma' : 'point';
  return {
    code: 'DECIMAL_MARK_DOUBTFUL',
    message: `"${name}" ${why}. It is read with a decimal ${read}. Set the decimal mark to decide it.`,
    column: name,
    count: mixed ? Math.min(comma, point) : open,
    rows,
  };
}
