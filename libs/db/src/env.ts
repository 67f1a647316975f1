import { envInt } from '@sluice/core';
import { z } from 'zod';

/** The variables that name the database. */
export const databaseEnvSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(mysql|mariadb):\/\//, 'expected mysql://user:password@host:port/database')
    .describe('mysql://user:password@host:port/database'),
  DATABASE_POOL_SIZE: envInt(1, 500).default(10),
});
