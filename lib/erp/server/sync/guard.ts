import type { SyncConfig } from '../../api/config.ts';
import type { SyncStatus } from '../../api/sync/status.ts';
import type { TenantTransaction } from '../database/database.ts';
import { Refusal } from '../http/refusal.ts';
import { standingPause } from './pause.ts';

/** Switched off, stopped by a person, or stopped by itself; null = it may go on. */
export const whyPaused = async (
  transaction: TenantTransaction,
  tenant: string,
  { flags, paused }: SyncConfig,
): Promise<SyncStatus['paused']> => {
  if (!flags.m38_crm) return 'off';
  if (paused) return 'paused';
  return (await standingPause(transaction, tenant))?.reason ?? null;
};

/** The kill switch: nothing new is begun while it is off. What has begun is still finished. @throws {Refusal} sync.paused */
export const refuseWhilePaused = async (
  transaction: TenantTransaction,
  tenant: string,
  config: SyncConfig,
): Promise<void> => {
  const why = await whyPaused(transaction, tenant, config);
  if (why !== null) throw new Refusal('sync.paused', { detail: WHY[why] });
};

const WHY: Readonly<Record<NonNullable<SyncStatus['paused']>, string>> = {
  off: 'Nobody has switched the sync on.',
  paused: 'An administrator has stopped the sync.',
  successRate: 'Too many records failed in the last runs. An administrator lets the sync go on.',
  tooLong: 'A run took too long. An administrator lets the sync go on.',
  ledgerBroken: 'The audit ledger does not hold. An administrator lets the sync go on.',
};
