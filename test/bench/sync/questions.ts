import type { Report } from '../line.ts';
import { median, quantile, rounded } from '../quantiles.ts';
import type { Shop, ShopSize } from './shop.ts';

const EVERY_MS = 100;
const ALONE = 50;

/** What a panel asks of the worker, one question after the other as long as `going` says, each about another record. */
const askOn = async (shop: Shop, records: number, going: (asked: number) => boolean): Promise<number[]> => {
  const took: number[] = [];
  while (going(took.length)) {
    const since = performance.now();
    await shop.worker.question(1 + ((took.length * 7919) % records));
    took.push(performance.now() - since);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return took;
};

/** A panel asks the worker throughout a run in which every record is changed, and before it, when the worker has nothing else to do. */
export const measureQuestions = async (
  shop: Shop,
  { crm, records }: ShopSize,
  report: Report,
): Promise<void> => {
  const alone = await askOn(shop, records, (asked) => asked < ALONE);
  await shop.edit('erp', 3);
  let going = true;
  const running = shop.sync().finally(() => {
    going = false;
  });
  const [during, synced] = await Promise.all([askOn(shop, records, () => going), running]);
  report({
    bench: 'sync',
    case: `a panel's questions during a run over ${records.toLocaleString('en-US')} records`,
    crm,
    records,
    questions_count: during.length,
    p50_ms: rounded(median(during)),
    p99_ms: rounded(quantile(during, 0.99)),
    worker_idle_p50_ms: rounded(median(alone)),
    worker_idle_p99_ms: rounded(quantile(alone, 0.99)),
    longest_block_ms: rounded(synced.longestMs),
    longest_block_wall_ms: rounded(synced.longestWallMs),
  });
};
