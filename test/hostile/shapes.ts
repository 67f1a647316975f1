import { completed, csv, type HostileCase, refused } from './case.ts';

const wide = (columns: number): string => {
  const names = Array.from({ length: columns }, (_, at) => `column${at}`);
  return `identifier,name,${names.join(',')}\nA1,a${','.repeat(columns)}\n`;
};

/** Dialects, headers, quoting and row shapes. */
export const shapeCases: readonly HostileCase[] = [
  csv('an empty file', '', refused('FILE_EMPTY')),
  csv('only blank lines', '\n\n  \n', refused('FILE_EMPTY')),
  csv('a header only', 'identifier,name\n', refused('FILE_NO_ROWS')),
  csv('a header without a newline', 'identifier,name', refused('FILE_NO_ROWS')),
  csv('no header', 'A1,pump\nA2,fan\n', completed({ A1: 'pump', A2: 'fan' })),
  csv('a title above the header', 'Assets\n\nidentifier;name\nA1;pump\nA2;fan\n', completed({ A1: 'pump', A2: 'fan' })),
  csv('circumflexes', 'identifier^name^type\nA1^pump, big^device\n', completed({ A1: 'pump, big' })),
  csv(
    'single quotes',
    "identifier,name\nA1,'pump, big'\nA2,'fan, small'\n",
    completed({ A1: 'pump, big', A2: 'fan, small' }),
  ),
  csv('padded quotes', 'identifier, name\nA1, "pump, big"\n', completed({ A1: 'pump, big' })),
  csv('CR with a final LF', 'identifier,name\rA1,a\rA2,b\r\n', completed({ A1: 'a', A2: 'b' })),
  csv('CRCRLF and Ctrl-Z', 'identifier,name\r\r\nA1,a\r\r\n\x1a', completed({ A1: 'a' })),
  csv(
    'an extra delimiter in a row whose last cell is empty',
    'identifier,name,description\nA1,saw,old\nA2,pump, big,\n',
    completed({ A1: 'saw' }, ['3:3:null:TOO_MANY_CELLS']),
  ),
  csv('a header of other columns', 'color,size\nred,1\n', refused('HEADER_COLUMNS_MISSING')),
  csv(
    'a column name of 200 KB that looks like a secret',
    `bearer${'a'.repeat(200_000)},eyJ${'yJ-eyJ-'.repeat(20_000)}\nA1,pump\n`,
    refused('HEADER_COLUMNS_MISSING', `"bearer${'a'.repeat(94)}…"`),
  ),
  csv(
    'a column name above the limit of a cell',
    `identifier,name,${'x'.repeat(1_048_577)}\nA1,a,b\n`,
    refused('CELL_TOO_LARGE', 'The name of column 3 in the header has 1,048,577 bytes'),
  ),
  csv('the same header twice', 'identifier,name,name\nA1,a,b\n', refused('HEADER_DUPLICATE')),
  csv('two aliases of one column', 'identifier,title,label\nA1,a,b\n', refused('HEADER_DUPLICATE')),
  csv('the same unknown header twice', 'identifier,name,x,x\nA1,a,1,2\n', completed({ A1: 'a' })),
  csv('a header in capitals with spaces', ' IDENTIFIER , Asset Name \nA1,a\n', completed({ A1: 'a' })),
  csv('semicolons', 'identifier;name\nA1;a, b\n', completed({ A1: 'a, b' })),
  csv('tabs', 'identifier\tname\nA1\ta;b,c\n', completed({ A1: 'a;b,c' })),
  csv('pipes', 'identifier|name\nA1|a\n', completed({ A1: 'a' })),
  csv('Excel’s separator line', 'sep=;\nidentifier;name\nA1;a\n', completed({ A1: 'a' })),
  csv('a delimiter that the caller fixes', 'identifier;name,x\nA1;a,b\n', completed({ A1: 'a,b' }), {
    options: { delimiter: ';', mapping: { 'name,x': 'name' } },
  }),
  csv('CRLF', 'identifier,name\r\nA1,a\r\n', completed({ A1: 'a' })),
  csv('CR alone', 'identifier,name\rA1,a\rA2,b\r', completed({ A1: 'a', A2: 'b' })),
  csv('CRLF and LF mixed', 'identifier,name\r\nA1,a\nA2,b\r\n', completed({ A1: 'a', A2: 'b' })),
  csv('no newline at the end', 'identifier,name\nA1,a', completed({ A1: 'a' })),
  csv(
    'blank lines between rows',
    'identifier,name\n\nA1,\n\n , \nA2,b\n',
    completed({ A2: 'b' }, ['3:3:name:REQUIRED']),
  ),
  csv('a cell of several lines', 'identifier,name\nA1,"a\nb"\nA2,\n', completed({ A1: 'a\nb' }, ['3:4:name:REQUIRED'])),
  csv('doubled quotes', 'identifier,name\nA1,"say ""hi"""\n', completed({ A1: 'say "hi"' })),
  csv('a quote inside a bare cell', 'identifier,name\nA1,12" pipe\n', completed({ A1: '12" pipe' })),
  csv(
    'an unclosed quote swallows only its own line',
    'identifier,name\nA1,"open\nA2,b\nA3,c\n',
    completed({ A2: 'b', A3: 'c' }, ['2:2:null:QUOTE_UNCLOSED']),
  ),
  csv(
    'text after a closing quote',
    'identifier,name\nA1,"a"b\nA2,c\n',
    completed({ A2: 'c' }, ['2:2:null:QUOTE_MISPLACED']),
  ),
  csv(
    'too few and too many cells',
    'identifier,name,type\nA1,a\nA2,b,device,x\nA3,c,device\n',
    completed({ A3: 'c' }, ['2:2:null:TOO_FEW_CELLS', '3:3:null:TOO_MANY_CELLS']),
  ),
  csv('a comma at the end of every line', 'identifier,name,\nA1,a,\n', completed({ A1: 'a' })),
  csv(
    'a cell of 10 MB',
    `identifier,name\nA1,${'x'.repeat(10_000_000)}\nA2,b\n`,
    completed({ A2: 'b' }, ['2:2:null:ROW_TOO_LARGE']),
  ),
  csv(
    'a quoted cell of 10 MB over ten lines',
    `identifier,name\nA1,"${`${'x'.repeat(1_000_000)}\n`.repeat(10)}"\nA2,b\n`,
    completed({ A2: 'b' }, [
      '2:2:null:QUOTE_UNCLOSED',
      ...Array.from({ length: 9 }, (_, at) => `${at + 3}:${at + 3}:null:TOO_FEW_CELLS`),
      '12:12:null:QUOTE_UNCLOSED',
    ]),
  ),
  csv(
    'a cell of 2 MB',
    `identifier,name\nA1,${'x'.repeat(2_000_000)}\nA2,b\n`,
    completed({ A2: 'b' }, ['2:2:null:CELL_TOO_LARGE']),
  ),
  csv('10,000 columns', wide(10_000), refused('TOO_MANY_COLUMNS')),
  csv('2,000 columns', wide(1_998), completed({ A1: 'a' })),
  csv('a mapping to nowhere', 'identifier,name\nA1,a\n', refused('MAPPING_INVALID'), {
    options: { mapping: { color: 'name' } },
  }),
  csv('a column named like SQL', 'identifier,name,"x`); DROP TABLE assets; --"\nA1,a,1\n', completed({ A1: 'a' })),
  csv('a header named __proto__', 'identifier,name,__proto__,constructor\nA1,a,1,2\n', completed({ A1: 'a' })),
];
