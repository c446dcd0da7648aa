// @vitest-environment node
import { accountKey, accounts, field, syncedOrg } from '../../../../test/fixtures/syncedSalesforce.ts';
import { idOf } from '../../../../test/world/salesforce/ids.ts';
import { keepsThePromises } from '../../syncContract.fixture.ts';

keepsThePromises('Salesforce', async (companies) => {
  const { org, clock, open, sent } = syncedOrg({ Account: accounts(companies) });
  const text = field('Phone');
  const required = field('Name');
  const amount = field('Credit_Limit__c');
  return {
    sync: await open('Account', [text, required, amount]),
    text,
    required,
    amount,
    key: accountKey,
    edit: (n, value) => org.update(idOf('Account', n), { [text]: value }),
    remove: (n) => org.remove(idOf('Account', n)),
    merge: (survivor, loser) => org.merge(idOf('Account', survivor), idOf('Account', loser)),
    textOf: (n) => org.record(idOf('Account', n))?.[text],
    settle: () => {
      clock.org += 60_000;
    },
    loseAnswer: () => org.bites.on('connectionDrops', { times: 1, when: 'after' }),
    limit: () => org.bites.on('requestLimit', { requests: 0 }),
    calls: () => sent.length,
  };
});
