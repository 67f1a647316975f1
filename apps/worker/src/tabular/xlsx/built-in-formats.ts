/**
 * Codes of the built-in formats that show something else than a number, ECMA-376 part 1, 18.8.30. A workbook may redefine
 * them. 27 to 36 and 50 to 58 depend on the language of East Asian versions, which all show dates and times there.
 */
const codes: Readonly<Record<number, string>> = {
  14: 'mm-dd-yy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yy h:mm',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
};

export function builtInCode(id: number): string | undefined {
  if (id === 32 || id === 34) return 'h:mm';
  if (id === 33 || id === 35) return 'h:mm:ss';
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'yyyy-mm-dd';
  return codes[id];
}
