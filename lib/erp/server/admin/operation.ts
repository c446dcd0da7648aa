import * as z from 'zod';
import { role, scope } from '../../api/me.ts';
import { isoDate } from '../../api/primitives.ts';
import { erpId, name } from '../../api/sync/values.ts';
import { parseBooks } from '../../sources/embedded/books/check.ts';
import { clearBooks, importBooks, removeLooseLinks } from '../../sources/embedded/import.ts';
import { createToken, revokeTokens } from '../access/tokens.ts';
import type { OpenDatabase } from '../database/database.ts';
import { inTenant } from '../database/tenant.ts';
import { type ChainReport, verifyLedger } from '../sync/ledger/verify.ts';
import { pauseSync } from '../sync/pause.ts';
import { editRecord } from './editRecord.ts';

const tenant = z.string().min(1).max(64);

/** What the command line asks of the database, as data: it may have to travel to the process that holds it. */
export const adminOperation = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('createToken'),
    tenant,
    user: z.string().min(1).max(120),
    team: z.string().min(1).max(120).nullable(),
    role,
    scope,
    days: z.int().min(1).max(3650),
  }),
  z.strictObject({ do: z.literal('revokeUser'), tenant, user: z.string().min(1) }),
  z.strictObject({ do: z.literal('revokeToken'), tenant, id: z.uuid() }),
  z.strictObject({ do: z.literal('seed'), tenant, asOf: isoDate.nullable(), books: z.unknown() }),
  z.strictObject({ do: z.literal('clear'), tenant }),
  z.strictObject({
    do: z.literal('edit'),
    tenant,
    record: erpId,
    fields: z.record(name, z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  z.strictObject({ do: z.literal('verifyLedger'), tenant }),
]);
export type AdminOperation = z.infer<typeof adminOperation>;

/** What is printed: one JSON line. */
export type AdminResult = Readonly<Record<string, unknown>>;

/** @throws {BooksError} where books cannot be imported, {EditError} where a record cannot be edited; nothing was changed then. */
export const perform = async (
  database: OpenDatabase,
  operation: AdminOperation,
  now: Date,
): Promise<AdminResult> => {
  switch (operation.do) {
    case 'createToken': {
      const { do: _, ...request } = operation;
      const { id, token, expiresAt } = await createToken(database, request, now);
      const { user, role, scope, team, tenant } = request;
      return { token, id, user, role, scope, team, tenant, expiresAt };
    }
    case 'revokeUser': {
      const revoked = await revokeTokens(database, operation.tenant, { user: operation.user }, now);
      return { revoked };
    }
    case 'revokeToken': {
      const revoked = await revokeTokens(database, operation.tenant, { id: operation.id }, now);
      return { revoked };
    }
    case 'seed': {
      const books = parseBooks(operation.books);
      const asOf = operation.asOf ?? books.asOf ?? null;
      const { removedLinks, ...rows } = await inTenant(database, operation.tenant, (transaction) =>
        importBooks(transaction, operation.tenant, books, asOf),
      );
      return { tenant: operation.tenant, company: books.company.name, asOf, rows, removedLinks };
    }
    case 'clear': {
      const removedLinks = await inTenant(database, operation.tenant, async (transaction) => {
        await clearBooks(transaction, operation.tenant);
        return removeLooseLinks(transaction, operation.tenant);
      });
      return { tenant: operation.tenant, cleared: true, removedLinks };
    }
    case 'edit': {
      const { tenant, record, fields } = operation;
      await inTenant(database, tenant, (transaction) => editRecord(transaction, tenant, record, fields, now));
      return { tenant, record, edited: Object.keys(fields) };
    }
    case 'verifyLedger': {
      const { tenant } = operation;
      const chains = await inTenant(database, tenant, async (transaction) => {
        const read = await verifyLedger(transaction, tenant);
        const [broken] = read.filter(({ brokenAt }) => brokenAt !== null);
        if (broken !== undefined) {
          const pause = { reason: 'ledgerBroken' as const, detail: sentenceOf(broken), run: null };
          await pauseSync(transaction, { tenant, user: 'ledger check' }, pause);
        }
        return read;
      });
      return { tenant, holds: chains.every(({ brokenAt }) => brokenAt === null), chains };
    }
  }
};

const sentenceOf = ({ writer, brokenAt }: ChainReport): string =>
  `The ledger of ${writer} does not follow at entry ${brokenAt}.`;
