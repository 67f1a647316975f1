import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes what changed in the schema as SQL into `drizzle/`. */
export default defineConfig({
  dialect: 'mysql',
  schema: './libs/db/src/schema/index.ts',
  out: './drizzle',
});
