import { fileURLToPath } from 'node:url';

/** Folder of the SQL that `npm run migrations` writes; every start runs what is new in it. */
export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
