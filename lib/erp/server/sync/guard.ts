import type { SyncConfig } from '../../api/config.ts';
import type { SyncStatus } from '../../api/sync/status.ts';
import { Refusal } from '../http/refusal.ts';

export const whyPaused = ({ flags, paused }: SyncConfig): SyncStatus['paused'] => {
  if (!flags.m38_crm) return 'off';
  return paused ? 'paused' : null;
};

/** The kill switch: nothing new is begun while it is off. What has begun is still finished. @throws {Refusal} sync.paused */
export const refuseWhilePaused = (config: SyncConfig): void => {
  if (whyPaused(config) !== null) throw new Refusal('sync.paused');
};
