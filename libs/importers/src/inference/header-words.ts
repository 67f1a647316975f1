/** The words of a header without case and accents: `orderId`, `Order-ID` and `order_id` have the same two. */
export function wordsOf(header: string): string[] {
  return header
    .slice(0, 200)
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const KEYS = words('id key uuid guid sku identifier kennung clave cle');
const NUMBERS = words('no nr num number nummer numero code ref reference slug ean gtin isbn email mail');
const CODES = words(
  'phone telephone tel telefon mobile handy fax zip zipcode postcode postal plz cap iban bic swift isbn issn ean gtin upc ssn vat passport barcode',
);
const DATES = words('date datum fecha data day tag jour dia on at since until from to');
const YEARS = words('year jahr annee ano anno');
const LISTS = words('tags labels categories keywords topics skills roles groups schlagworte');
const PARTS = words('line pos position item seq sequence version date datum day month year period lang language time');

const any = (list: ReadonlySet<string>) => (header: string) => wordsOf(header).some((word) => list.has(word));

/** Whether values are written with digits, but are no numbers: telephone numbers, postal codes. */
export const namesCode = any(CODES);
export const namesDate = any(DATES);
export const namesYear = any(YEARS);
export const namesList = any(LISTS);
/** Whether the column may be the second part of a key, such as the line of an order. */
export const namesPart = any(PARTS);

/** How much a header sounds like that of a key, from 0 to 4. */
export function keyScore(header: string): number {
  const found = wordsOf(header);
  const last = found.at(-1) ?? '';
  if (KEYS.has(last)) return found.length === 1 ? 4 : 3;
  if (NUMBERS.has(last)) return 3;
  return found.some((word) => KEYS.has(word) || NUMBERS.has(word)) ? 2 : 0;
}
