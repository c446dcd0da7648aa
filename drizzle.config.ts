import { defineConfig } from 'drizzle-kit';

/** `npm run migrations` writes the SQL for a changed schema; the server runs it when it starts. */
export default defineConfig({
  dialect: 'postgresql',
  casing: 'snake_case',
  schema: './lib/erp/server/database/schema/*.ts',
  out: './lib/erp/server/database/migrations',
});
