import { readFileSync, writeFileSync } from 'node:fs';
import { contractText } from './contract.ts';

const CONTRACT = new URL('../api/openapi.json', import.meta.url);

const current = contractText();
if (process.argv.includes('--write')) {
  writeFileSync(CONTRACT, current);
} else if (readFileSync(CONTRACT, 'utf8') !== current) {
  process.stderr.write('lib/erp/api/openapi.json is stale: run `npm run openapi` and commit it.\n');
  process.exitCode = 1;
}
