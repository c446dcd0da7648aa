import type { Report } from '../line.ts';
import { median, quantile, rounded } from '../quantiles.ts';
import type { Shop, ShopSize } from './shop.ts';

const MINUTE_MS = 60_000;
const MOST = 100;

/** Every record is changed on both sides; then a person decides one question after the other, among all that wait. */
export const measureResolving = async (
  { worker, clock, edit }: Shop,
  { crm, records }: ShopSize,
  report: Report,
): Promise<void> => {
  await edit('erp', 4);
  clock.pass(MINUTE_MS);
  await edit('crm', 5);
  clock.pass(MINUTE_MS);
  await worker.sync.start('manual');
  await worker.sync.idle();
  const { questions, total } = await worker.conflicts();
  const decided: number[] = [];
  const agreed: number[] = [];
  for (const question of questions.slice(0, MOST)) {
    const since = performance.now();
    await worker.decide(question);
    decided.push(performance.now() - since);
    await worker.carryOut(question);
    agreed.push(performance.now() - since);
  }
  report({
    bench: 'sync',
    case: `resolving a conflict, ${total.toLocaleString('en-US')} of them waiting`,
    crm,
    records,
    conflicts_count: decided.length,
    p50_ms: rounded(median(decided)),
    p99_ms: rounded(quantile(decided, 0.99)),
    until_agreed_p50_ms: rounded(median(agreed)),
    until_agreed_p99_ms: rounded(quantile(agreed, 0.99)),
  });
};
