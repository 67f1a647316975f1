import { type FieldFacts, type Reading, readingOf } from './reading.ts';

const DIGIT = /\d/;
/** Longer texts are no numbers, and need not be read. */
const LONGEST = 100;
const may = (text: string): boolean => text.length <= LONGEST && DIGIT.test(text);

/** The column that Sluice makes for numbers, and the largest that there is. */
const USUAL = 'decimal(38,18)';
const LARGEST = 'decimal(65,30)';

const GROUPS = [',', '.', ' ', "'", '’'];
const DECIMALS = ['.', ','];

/** Numbers with all marks that people use, without and with units. Each takes less than those that are made from it. */
export function numberReadings(): Reading[] {
  const integer = readingOf({ type: 'integer' }, {}, { may });
  const readings = [integer];
  const add = (field: FieldFacts, narrower: Reading): Reading => {
    const reading = readingOf(
      field,
      {},
      { may, narrower: [narrower], ...(field.type === 'number' && { sqlType: USUAL }) },
    );
    readings.push(reading);
    return reading;
  };
  for (const groupChar of GROUPS) {
    const grouped = add({ type: 'integer', groupChar }, integer);
    add({ type: 'integer', groupChar, bareNumber: false }, grouped);
  }
  add({ type: 'integer', bareNumber: false }, integer);
  for (const decimalChar of DECIMALS) {
    const marks = decimalChar === '.' ? {} : { decimalChar };
    const plain = add({ type: 'number', ...marks }, integer);
    readings.push(readingOf({ type: 'number', ...marks }, { sqlType: LARGEST }, { may, narrower: [plain] }));
    add({ type: 'number', ...marks, bareNumber: false }, plain);
    for (const groupChar of GROUPS.filter((mark) => mark !== decimalChar)) {
      const grouped = add({ type: 'number', ...marks, groupChar }, plain);
      add({ type: 'number', ...marks, groupChar, bareNumber: false }, grouped);
    }
  }
  return readings;
}
