import ExcelJS from 'exceljs';

/**
 * A workbook as people make them: a title, a header of two rows with merged cells, German numbers and dates as text, and a row
 * with the total. Two of its four records have an error.
 */
export async function messySheet(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Bestand');
  sheet.addRows([
    ['Bestand am 31.12.2024'],
    [],
    ['Artikel', 'Preis', '', 'Gekauft'],
    ['Nummer', 'nettto', 'brutto', 'am'],
    ['A-1', '1.234,50', '1.469,06', '03.04.2024'],
    ['A-2', '99,90', 'auf Anfrage', '31.01.2024'],
    ['A-3', '10,00', '11,90', '31.02.2024'],
    ['A-4', '7,5', '8,93', '01.12.2023'],
    ['Summe', '1.351,90', '1.489,89', ''],
  ]);
  sheet.mergeCells('B3:C3');
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Its importer, which knows the header but for a typing error in "nettto". */
export const messyImporter = {
  name: 'stock-prices',
  title: 'Stock prices',
  target: { table: 'stock_prices', manage: 'create' },
  schema: {
    primaryKey: ['number'],
    fields: [
      { name: 'number', type: 'string', constraints: { required: true, maxLength: 20 } },
      { name: 'net', type: 'number', decimalChar: ',', groupChar: '.' },
      { name: 'gross', type: 'number', decimalChar: ',', groupChar: '.' },
      { name: 'bought', type: 'date', format: '%d.%m.%Y' },
    ],
  },
  columns: {
    number: { aliases: ['Artikel Nummer'] },
    net: { aliases: ['Preis netto'] },
    gross: { aliases: ['Preis brutto'] },
    bought: { aliases: ['Gekauft am'] },
  },
};
