import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes schema changes as an SQL migration to `drizzle/`. */
export default defineConfig({
  dialect: 'mysql',
  schema: './libs/db/src/schema/index.ts',
  out: './drizzle',
});
