// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { VerdictReason } from '../../lib/erp/api/verdict.ts';
import { aging, companyFigures, customerSample, NO_AGING } from '../panel/samples/customers.ts';
import { settledLoader } from '../panel/samples/documentLoader.ts';
import { AgingBar } from './AgingBar.tsx';
import { Amount } from './Amount.tsx';
import { CustomerPicker } from './CustomerPicker.tsx';
import { Financials } from './Financials.tsx';
import { VerdictBanner } from './VerdictBanner.tsx';
import { VerdictMark } from './VerdictMark.tsx';
import { worstOf } from './verdict.ts';

afterEach(cleanup);

const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const REASONS: readonly (readonly [VerdictReason, string])[] = [
  [{ code: 'creditHold' }, 'On credit hold'],
  [{ code: 'overLimit', amount: EUR(173500) }, '€1,735.00 over the credit limit'],
  [
    { code: 'overdueBeyondGrace', amount: EUR(138000), days: 64, graceDays: 14 },
    '€1,380.00 overdue, the oldest 64 days, past the grace of 14 days',
  ],
  [{ code: 'overdue', amount: EUR(42000), days: 1 }, '€420.00 overdue, the oldest 1 day, within grace'],
  [{ code: 'nearLimit', amount: EUR(4200) }, 'Only €42.00 of credit left'],
  [{ code: 'nearLimit', amount: EUR(0) }, 'No credit left'],
  [{ code: 'disputed', amount: EUR(12350) }, '€123.50 disputed'],
  [{ code: 'dealOverLimit', amount: EUR(45000) }, 'This deal takes the customer €450.00 over the limit'],
  [{ code: 'dealUnknown' }, 'This deal cannot be checked against the limit'],
];

describe('the verdict', () => {
  it.each(REASONS)('says $code in words and amounts', (reason, text) => {
    render(<VerdictBanner customers={[customerSample({ verdict: { level: 'stop', reasons: [reason] } })]} />);
    const verdict = screen.getByRole('region', { name: 'Verdict' });
    expect(verdict.textContent).toContain('Stop');
    expect(within(verdict).getByRole('listitem').textContent).toBe(text);
  });

  it.each([
    [500000, 'Within limit, nothing overdue'],
    [null, 'Nothing overdue'],
  ])('with a limit of %s and nothing against it says why it is OK to sell', (creditLimit, text) => {
    const figures = { ...customerSample().figures, company: companyFigures({ creditLimit }) };
    // Its own limit is none: what counts is the one that it draws on.
    render(<VerdictBanner customers={[customerSample({ creditLimit: null, figures })]} />);
    expect(screen.getByRole('region', { name: 'Verdict' }).textContent).toBe(`OK to sell${text}`);
  });

  it('over a limit that others draw on as well says that it is shared', () => {
    const verdict = {
      level: 'stop' as const,
      reasons: [{ code: 'overLimit' as const, amount: EUR(100000) }],
    };
    const sharedLimit = { holder: null, others: 2, otherExposure: 600000, seen: [] };
    const customer = customerSample({ verdict, sharedLimit });
    const { rerender } = render(<VerdictBanner customers={[customer]} />);
    expect(screen.getByRole('listitem').textContent).toBe('€1,000.00 over the shared limit');
    rerender(<VerdictBanner customers={[customer, customerSample({ id: 'G02' })]} />);
    expect(screen.getByRole('listitem').textContent).toContain('€1,000.00 over the shared limit');
  });

  it.each([
    [99_000, ' · €990.00 not yet applied'],
    [98_999, ''],
  ])('of what is overdue says where %d are paid and not applied', (unapplied, more) => {
    const overdue = { code: 'overdue' as const, amount: EUR(99_000), days: 16 };
    const figures = { ...customerSample().figures, company: companyFigures({ unapplied }) };
    const customer = customerSample({ figures, verdict: { level: 'watch', reasons: [overdue] } });
    render(<VerdictBanner customers={[customer]} />);
    expect(screen.getByRole('listitem').textContent).toBe(
      `€990.00 overdue, the oldest 16 days, within grace${more}`,
    );
  });

  it('that could not be asked again is the last one that is known', () => {
    render(<VerdictBanner customers={[customerSample()]} isStale />);
    expect(screen.getByText('Last known: OK to sell')).toBeTruthy();
  });

  it('of several customers is the worst of them, and each reason says whose it is', () => {
    const overdue = { code: 'overdue' as const, amount: EUR(42000), days: 5 };
    render(
      <VerdictBanner
        customers={[
          customerSample(),
          customerSample({
            id: 'G02',
            name: 'Logistik AG',
            verdict: { level: 'stop', reasons: [{ code: 'creditHold' }, overdue] },
          }),
          customerSample({ id: 'G03', name: 'Service KG', verdict: { level: 'watch', reasons: [overdue] } }),
        ]}
      />,
    );
    expect(screen.getByText('Stop')).toBeTruthy();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Logistik AG: On credit hold · €420.00 overdue, the oldest 5 days, within grace',
      'Service KG: €420.00 overdue, the oldest 5 days, within grace',
    ]);
  });

  it('has a shape of its own for each level, so that colour never tells it alone', () => {
    const shapes = (['ok', 'watch', 'stop'] as const).map((level) => {
      const { container } = render(<VerdictMark level={level} />);
      return container.querySelector('path')?.getAttribute('d');
    });
    expect(new Set(shapes).size).toBe(3);
  });

  it('is the worst in any order', () => {
    expect(worstOf(['ok', 'stop', 'watch'])).toBe('stop');
    expect(worstOf(['watch', 'ok'])).toBe('watch');
    expect(worstOf([])).toBe('ok');
  });
});

describe('an amount', () => {
  it('that is not known is a dash with words, not a zero', () => {
    const { container } = render(<Amount amount={null} currency="EUR" />);
    expect(container.textContent).toBe('—not known');
    expect(container.querySelector('[aria-hidden]')?.textContent).toBe('—');
  });
});

describe('the aging bar', () => {
  it('is a table for whoever cannot see it, with every amount', () => {
    render(<AgingBar aging={aging()} currency="EUR" onShow={() => undefined} />);
    const table = screen.getByRole('table', { name: 'Aging by days past due' });
    const rows = within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent);
    expect(rows).toEqual([
      'Current€595.00',
      '1–30 days€420.00',
      '31–60 days€123.50',
      '61–90 days€1,380.00',
      'Over 90 days€99.00',
    ]);
  });

  it('draws no part for an empty bucket', () => {
    const { container } = render(
      <AgingBar aging={{ ...NO_AGING, d61_90: 10 }} currency="EUR" onShow={() => undefined} />,
    );
    expect(
      [...container.querySelectorAll('.aging-bar span')].map((part) => part.getAttribute('data-bucket')),
    ).toEqual(['d61_90']);
  });
});

describe('the figures', () => {
  it('name the balance as being in the customer’s favour where it is below zero', () => {
    const company = companyFigures({ ...NO_AGING, unapplied: 36200, arBalance: -36200 });
    render(
      <Financials
        loader={settledLoader()}
        customers={[customerSample({ figures: { asOf: '2026-11-20', perCurrency: {}, company } })]}
        onChoose={vi.fn()}
      />,
    );
    expect(screen.getByRole('group', { name: 'AR balance' }).textContent).toBe(
      "AR balance-€362.00 in the customer's favour",
    );
  });

  it('break down by currency where there is more than one, each in its own digits', () => {
    const figures = {
      asOf: '2026-11-20',
      perCurrency: { USD: aging(), EUR: aging(), JPY: aging(), KWD: aging(), CHF: aging() },
      company: companyFigures(),
    };
    render(
      <Financials loader={settledLoader()} customers={[customerSample({ figures })]} onChoose={vi.fn()} />,
    );
    const rows = within(screen.getByRole('table', { name: 'By currency' }))
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent?.replaceAll('\u00a0', ' '));
    expect(rows).toEqual([
      'CHFCHF 2,255.50CHF 2,022.50CHF 362.00',
      'EUR€2,255.50€2,022.50€362.00',
      'JPY¥225,550¥202,250¥36,200',
      'KWDKWD 225.550KWD 202.250KWD 36.200',
      'USD$2,255.50$2,022.50$362.00',
    ]);
  });

  it('in company currency say by which rate they were converted, where anything was', () => {
    const figures = { asOf: '2026-11-20', perCurrency: { USD: aging() }, company: companyFigures() };
    render(
      <Financials loader={settledLoader()} customers={[customerSample({ figures })]} onChoose={vi.fn()} />,
    );
    expect(screen.getByText("In EUR, at each document's booked rate")).toBeTruthy();
    cleanup();
    render(<Financials loader={settledLoader()} customers={[customerSample()]} onChoose={vi.fn()} />);
    expect(screen.queryByText(/booked rate/)).toBeNull();
  });

  it('have no breakdown for one currency', () => {
    render(<Financials loader={settledLoader()} customers={[customerSample()]} onChoose={vi.fn()} />);
    expect(screen.queryByRole('table', { name: 'By currency' })).toBeNull();
  });

  it('of several customers are the total, with a table of whose is what, and no credit limit', () => {
    const onChoose = vi.fn();
    const noLimit = companyFigures({ creditLimit: null, availableCredit: null });
    render(
      <Financials
        loader={settledLoader()}
        customers={[
          customerSample(),
          customerSample({
            id: 'G02',
            name: 'Logistik AG',
            figures: { asOf: '2026-11-20', perCurrency: {}, company: noLimit },
          }),
        ]}
        onChoose={onChoose}
      />,
    );
    expect(screen.getByRole('group', { name: 'AR balance' }).textContent).toContain('€4,511.00');
    expect(screen.queryByRole('group', { name: 'Credit limit' })).toBeNull();
    const rows = within(screen.getByRole('table', { name: 'By customer' })).getAllByRole('row');
    expect(rows[2]?.textContent).toBe('OK to sell: Logistik AG€2,255.50no limit set');
    fireEvent.click(screen.getByRole('button', { name: 'Logistik AG' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith('G02');
  });

  it('of customers in different currencies are not added up', () => {
    const swiss = { asOf: '2026-11-20', perCurrency: {}, company: companyFigures({ currency: 'CHF' }) };
    render(
      <Financials
        loader={settledLoader()}
        customers={[customerSample(), customerSample({ id: 'G02', figures: swiss })]}
        onChoose={vi.fn()}
      />,
    );
    expect(screen.queryByRole('group', { name: 'AR balance' })).toBeNull();
    expect(screen.getByText(/so there is no total/)).toBeTruthy();
  });
});

describe('the picker', () => {
  it('chooses one customer or all of them', () => {
    const onChoose = vi.fn();
    const customers = [customerSample(), customerSample({ id: 'G02', name: 'Logistik AG' })];
    render(<CustomerPicker customers={customers} chosen="G02" onChoose={onChoose} />);
    const picker = screen.getByRole('combobox', { name: 'Customer' });
    expect(
      within(picker)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['All customers (2)', 'Hafenwerk Maschinenbau GmbH · G01', 'Logistik AG · G02']);
    fireEvent.change(picker, { target: { value: 'G01' } });
    fireEvent.change(picker, { target: { value: '' } });
    expect(onChoose.mock.calls).toEqual([['G01'], [null]]);
  });
});
