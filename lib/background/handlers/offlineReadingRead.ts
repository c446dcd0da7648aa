import type { Handler } from '../../messaging/serve.ts';
import { readOfflineReading } from '../offlineReading.ts';
import type { Services } from '../services.ts';

export const offlineReadingRead =
  ({ policy }: Pick<Services, 'policy'>): Handler<'offlineReading.read'> =>
  () =>
    readOfflineReading(policy);
