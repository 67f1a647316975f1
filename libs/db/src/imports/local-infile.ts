import type { RowDataPacket } from 'mysql2/promise';
import { connectDirectly } from '../client.ts';

/** Whether the server takes LOAD DATA LOCAL (`local_infile`, off unless its operator says otherwise). */
export async function allowsLocalInfile(url: string): Promise<boolean> {
  const connection = await connectDirectly(url);
  try {
    const [[row]] = await connection.query<RowDataPacket[]>('SELECT @@GLOBAL.local_infile AS allowed');
    return row?.allowed === 1;
  } finally {
    connection.destroy();
  }
}
