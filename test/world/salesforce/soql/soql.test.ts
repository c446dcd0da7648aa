import { describe, expect, it } from 'vitest';
import { idOf } from '../ids.ts';
import { ACCOUNT, CONTACT, errorOf, OTHER_ACCOUNT, rowsOf, sample } from '../sample.ts';

const names = async (where: string): Promise<unknown[]> =>
  (await rowsOf(sample(), `SELECT Name FROM Account ${where}`)).map(({ Name }) => Name);

const refusal = async (q: string): Promise<{ errorCode: string; message: string }> => {
  const answer = await sample().api(`/query?q=${encodeURIComponent(q)}`);
  expect(answer.status).toBe(400);
  return errorOf(answer);
};

const HARBOUR = 'Harbour Foods GmbH';
const OBRIEN = "O'Brien & Sons";
const ZEPHYR = 'Zephyr 100% Wind_Power';

describe('a query', () => {
  it('answers attributes, the fields as the schema spells them, and null for what is empty', async () => {
    const [row] = await rowsOf(
      sample(),
      `select id, name, PHONE from account where id = '${ACCOUNT.slice(0, 15)}'`,
    );
    expect(row).toEqual({
      attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ACCOUNT}` },
      Id: ACCOUNT,
      Name: HARBOUR,
      Phone: null,
    });
  });

  it('reaches one parent up, and answers null where there is none', async () => {
    const rows = await rowsOf(sample(), 'SELECT Name, Parent.Name, Parent.Id FROM Account ORDER BY Name');
    expect(rows.map(({ Parent }) => Parent)).toMatchObject([null, { Name: HARBOUR, Id: ACCOUNT }, null]);
    const [contact] = await rowsOf(
      sample(),
      "SELECT Account.Name FROM Contact WHERE Account.BillingCity = 'hamburg'",
    );
    expect(contact).toMatchObject({ Account: { attributes: { type: 'Account' }, Name: HARBOUR } });
  });

  it.each([
    ["WHERE Name = 'harbour foods gmbh'", [HARBOUR]],
    ["WHERE Name != 'Harbour Foods GmbH'", [OBRIEN, ZEPHYR]],
    [String.raw`WHERE Name = 'O\'Brien & Sons'`, [OBRIEN]],
    ["WHERE Name LIKE 'h%gmbh'", [HARBOUR]],
    ["WHERE Name LIKE '_ephyr%'", [ZEPHYR]],
    [String.raw`WHERE Name LIKE '%100\% Wind\_Power'`, [ZEPHYR]],
    [String.raw`WHERE Name LIKE '%Sons\%'`, []],
    ["WHERE Name LIKE 'O.Brien%'", []],
    ['WHERE AnnualRevenue > 800000', [HARBOUR]],
    ['WHERE AnnualRevenue >= 800000', [HARBOUR, OBRIEN]],
    ['WHERE AnnualRevenue < 12500000', [OBRIEN]],
    ['WHERE AnnualRevenue <= 800000.0', [OBRIEN]],
    ['WHERE AnnualRevenue = null', [ZEPHYR]],
    ['WHERE Type != null', [HARBOUR, ZEPHYR]],
    [`WHERE Id IN ('${ACCOUNT}', '${OTHER_ACCOUNT}')`, [HARBOUR, OBRIEN]],
    ["WHERE Type = 'Customer' OR (BillingCity = 'Cork' AND AnnualRevenue > 1)", [HARBOUR, OBRIEN]],
    ['WHERE IsDeleted = false', [HARBOUR, OBRIEN, ZEPHYR]],
    ['WHERE LastModifiedDate >= 2026-11-20T11:00:00+01:00', [HARBOUR, OBRIEN, ZEPHYR]],
    ['WHERE LastModifiedDate > 2026-11-20T10:00:00Z', []],
  ])('%s', async (where, expected) => {
    expect(await names(`${where} ORDER BY Name`)).toEqual(expected);
  });

  it('compares dates as dates', async () => {
    const q = 'SELECT Id FROM Opportunity WHERE CloseDate = 2026-12-01 AND IsWon = true';
    expect(await rowsOf(sample(), q)).toHaveLength(1);
  });

  it('orders by several keys, nulls first in both directions unless told otherwise', async () => {
    expect(await names('ORDER BY AnnualRevenue')).toEqual([ZEPHYR, OBRIEN, HARBOUR]);
    expect(await names('ORDER BY AnnualRevenue DESC')).toEqual([ZEPHYR, HARBOUR, OBRIEN]);
    expect(await names('ORDER BY AnnualRevenue DESC NULLS LAST')).toEqual([HARBOUR, OBRIEN, ZEPHYR]);
    expect(await names('ORDER BY IsDeleted ASC, Name DESC')).toEqual([ZEPHYR, OBRIEN, HARBOUR]);
    expect(await names('ORDER BY SystemModstamp, Id LIMIT 1 OFFSET 1')).toEqual([OBRIEN]);
  });

  it('sees the recycle bin through queryAll alone', async () => {
    const world = sample();
    world.org.merge(ACCOUNT, OTHER_ACCOUNT);
    const q = 'SELECT Id, IsDeleted, MasterRecordId FROM Account WHERE IsDeleted = true';
    expect(await rowsOf(world, q)).toEqual([]);
    expect(await rowsOf(world, q, 'queryAll')).toMatchObject([
      { Id: OTHER_ACCOUNT, IsDeleted: true, MasterRecordId: ACCOUNT },
    ]);
  });

  it.each([
    ['SELECT FROM Account', "unexpected token: 'FROM'"],
    ['SELECT Id', "unexpected token: '<EOF>'"],
    ['SELECT * FROM Account', "unexpected token: '*'"],
    ['SELECT Id FROM Account WHERE', "unexpected token: '<EOF>'"],
    ["SELECT Id FROM Account WHERE Name = 'a' AND Type = 'b' OR Type = 'c'", "unexpected token: 'OR'"],
    ["SELECT Id FROM Account WHERE NOT Name = 'a'", "unexpected token: 'NOT'"],
    ['SELECT COUNT() FROM Account', "unexpected token: '('"],
    ['SELECT Id FROM Account WHERE LastModifiedDate = TODAY', "unexpected token: 'TODAY'"],
    ['SELECT Id FROM Account LIMIT many', "unexpected token: 'many'"],
    ['SELECT Id FROM Account LIMIT 1 nonsense', "unexpected token: 'nonsense'"],
    ["SELECT Id FROM Account WHERE Name = 'a", 'unterminated string literal'],
    [String.raw`SELECT Id FROM Account WHERE Name = '\q'`, 'Illegal escape sequence in string literal'],
    ['SELECT Account.Owner.Name FROM Contact', "unexpected token: 'Name'"],
  ])('%s is malformed', async (q, message) => {
    const error = await refusal(q);
    expect(error.errorCode).toBe('MALFORMED_QUERY');
    expect(error.message).toContain(message);
  });

  it('shows where it stopped', async () => {
    const { message } = await refusal('SELECT Id, Turnover FROM Account');
    expect(message).toBe(
      "\nSELECT Id, Turnover FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Turnover' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
    );
  });

  it.each([
    ['SELECT Id FROM Invoice', 'INVALID_TYPE', "sObject type 'Invoice' is not supported"],
    ['SELECT Customer.Name FROM Contact', 'INVALID_FIELD', "Didn't understand relationship 'Customer'"],
    ['SELECT Id, Id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id'],
    [
      "SELECT Id FROM Account WHERE LastModifiedDate > '2026-01-01'",
      'INVALID_FIELD',
      'should not be enclosed in quotes',
    ],
    ['SELECT Id FROM Account WHERE Name = 5', 'INVALID_FIELD', 'should be enclosed in quotes'],
    ["SELECT Id FROM Account WHERE Description = 'a'", 'INVALID_FIELD', 'can not be filtered'],
    ['SELECT Id FROM Account ORDER BY Description', 'INVALID_FIELD', 'can not be sorted'],
    [
      "SELECT Id FROM Account WHERE Id = 'nonsense'",
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid ID field: nonsense',
    ],
    ["SELECT Id FROM Account WHERE Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator'],
    ['SELECT Id FROM Account WHERE IsDeleted > false', 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator'],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset'],
  ])('%s is refused as %s', async (q, errorCode, message) => {
    const error = await refusal(q);
    expect(error.errorCode).toBe(errorCode);
    expect(error.message).toContain(message);
  });
});

describe('the pages of a query', () => {
  const many = () =>
    sample({
      records: {
        Contact: Array.from({ length: 4_500 }, (_, n) => ({ Id: idOf('Contact', n + 1), LastName: `P${n}` })),
      },
    });
  interface Page {
    readonly totalSize: number;
    readonly done: boolean;
    readonly nextRecordsUrl?: string;
    readonly records: readonly { readonly Id: string }[];
  }
  const page = async (answer: Promise<Response>): Promise<Page> => (await (await answer).json()) as Page;
  const path = (url = ''): string => url.replace('/services/data/v66.0', '');
  const first = '/query?q=SELECT+Id+FROM+Contact';

  it('hold every row exactly once, 2,000 at most, the last without an address', async () => {
    const world = many();
    const pages = [await page(world.api(first))];
    for (let next = pages[0]?.nextRecordsUrl; next !== undefined; next = pages.at(-1)?.nextRecordsUrl)
      pages.push(await page(world.api(path(next))));
    expect(pages.map(({ records, done, totalSize }) => [records.length, done, totalSize])).toEqual([
      [2_000, false, 4_500],
      [2_000, false, 4_500],
      [500, true, 4_500],
    ]);
    expect(new Set(pages.flatMap(({ records }) => records.map(({ Id }) => Id))).size).toBe(4_500);
  });

  it('stay what they were when the query was asked, whatever happens between them', async () => {
    const world = many();
    const one = await page(world.api(first));
    world.org.remove(idOf('Contact', 4_000));
    const two = await page(world.api(path(one.nextRecordsUrl)));
    expect(two.records).toHaveLength(2_000);
  });

  it.each([
    [200, 50],
    [500, 500],
    [2_000, 9_999],
  ])('have %i rows when a batch size of %i is asked for', async (rows, asked) => {
    const headers = { 'sforce-query-options': `batchSize=${asked}` };
    expect((await page(many().api(first, { headers }))).records).toHaveLength(rows);
  });

  it('are lost after two days, to others, to queryAll, and to a guess', async () => {
    const world = many();
    const next = path((await page(world.api(first))).nextRecordsUrl);
    const refused = async (answer: Promise<Response>) => (await errorOf(await answer)).errorCode;
    expect(await refused(world.api(next, { user: world.org.users[1]?.id ?? '' }))).toBe(
      'INVALID_QUERY_LOCATOR',
    );
    expect(await refused(world.api(next.replace('/query/', '/queryAll/')))).toBe('INVALID_QUERY_LOCATOR');
    expect(await refused(world.api(next.replace('-2000', '-1999')))).toBe('INVALID_QUERY_LOCATOR');
    expect((await world.api(next)).status).toBe(200);
    world.clock.ms += 2 * 86_400_000 + 1;
    expect(await refused(world.api(next))).toBe('INVALID_QUERY_LOCATOR');
  });
});

it('a hidden record is not among a query’s parents either', async () => {
  const world = sample();
  world.org.bites.on('recordHidden', { user: world.org.users[0]?.id ?? '', id: ACCOUNT });
  expect(await rowsOf(world, `SELECT Account.Name FROM Contact WHERE Id = '${CONTACT}'`)).toMatchObject([
    { Account: null },
  ]);
});
