import { AppError, type Decision, quotedNames, SET_BY_CALLER } from '@sluice/core';
import type { Archive } from './archive.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { XmlScanner } from './xml.ts';

/** Characters of a sheet that are looked at to see whether it has rows. */
const MOST_LOOKED_AT = 1024 * 1024;

/** What a sheet that is not read has. */
export interface OtherSheet {
  readonly sheet: Sheet;
  readonly rows: number;
  /** The most cells with a value that a row has. */
  readonly width: number;
}

/**
 * The sheets to try, in order: the named one, ignoring case, or the visible ones; hidden ones only if all are. Throws
 * SHEET_NOT_FOUND.
 */
export function sheetsToTry({ sheets }: Workbook, wanted: string | undefined): readonly Sheet[] {
  if (wanted === undefined) {
    const visible = sheets.filter(({ hidden }) => !hidden);
    return visible.length > 0 ? visible : sheets;
  }
  const fold = (name: string): string => name.trim().toLowerCase();
  const found = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => fold(name) === fold(wanted));
  if (found !== undefined) return [found];
  const names = quotedNames(sheets.map(({ name }) => name));
  const received = quotedNames([wanted]);
  throw new AppError('SHEET_NOT_FOUND', `The workbook has no sheet ${received}. It has: ${names}.`, {
    fields: [{ field: 'sheet', code: 'SHEET_NOT_FOUND', message: `expected one of ${names}, received ${received}` }],
  });
}

/** Looks at the first two rows with a value; a sheet that cannot be read has none. */
export async function lookAt(archive: Archive, sheet: Sheet): Promise<OtherSheet> {
  let rows = 0;
  let width = 0;
  let cells = 0;
  let read = 0;
  const scanner: XmlScanner = new XmlScanner({
    open(name) {
      if (name === 'row') cells = 0;
      scanner.wantsText = name === 'v' || name === 't';
    },
    close(name) {
      scanner.wantsText = false;
      if (name !== 'row' || cells === 0) return;
      rows++;
      width = Math.max(width, cells);
    },
    text(value) {
      if (value.trim() !== '') cells++;
      scanner.wantsText = false;
    },
  });
  try {
    for await (const text of archive.read(sheet.part)) {
      scanner.push(text);
      read += text.length;
      if (rows > 1 || read > MOST_LOOKED_AT) break;
    }
  } catch {
    return { sheet, rows: 0, width: 0 };
  }
  return { sheet, rows, width };
}

/** Why this sheet was taken, and how sure that is. `width` is the number of its columns. */
export function sheetDecision(sheet: Sheet, width: number, others: readonly OtherSheet[], given: boolean): Decision {
  const possible = others.filter(({ rows }) => rows > 1);
  const visible = possible.filter((other) => !other.sheet.hidden);
  const alternatives = possible.map((other) => other.sheet.name);
  const decision = { topic: 'sheet', value: sheet.name, given, alternatives } as const;
  if (given) return { ...decision, confidence: 1, evidence: SET_BY_CALLER };
  if (visible.length === 0) {
    return {
      ...decision,
      confidence: possible.length > 0 ? 0.9 : 1,
      evidence: 'It is the only visible sheet with rows.',
    };
  }
  if (width < 2 && visible.some((other) => other.width > 1)) {
    return { ...decision, confidence: 0.5, evidence: 'It is the first sheet with rows, but others have more columns.' };
  }
  return { ...decision, confidence: 0.85, evidence: 'It is the first visible sheet with rows.' };
}
