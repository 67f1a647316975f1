import { makeZip, textRow, type XlsxParts, xlsxParts, type ZipPart } from './make-xlsx.ts';

export const text = (place: string, value: string): string =>
  `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
export const number = (place: string, value: number | string, style = 0): string =>
  `<c r="${place}" s="${style}"><v>${value}</v></c>`;

/** A workbook of these parts, each changed by `change`. */
export const changed = (parts: XlsxParts, change: (part: ZipPart) => ZipPart): Buffer =>
  makeZip(xlsxParts(parts).map(change));

export const edit =
  (name: string, change: (data: string) => string) =>
  (part: ZipPart): ZipPart =>
    part.name === name ? { ...part, data: change(String(part.data)) } : part;

export const small = textRow(1, ['a', 'b']) + textRow(2, ['1', 'x']);
export const codes = ({ warnings }: { warnings: readonly { code: string }[] }): string[] =>
  warnings.map(({ code }) => code);
