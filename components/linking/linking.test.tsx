// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MatchReason } from '../../lib/erp/api/matchReason.ts';
import { linkOf, recordOf, SUGGESTIONS, summarySample } from '../panel/samples/customers.ts';
import { CustomerChoice } from './CustomerChoice.tsx';
import { CustomerSearch } from './CustomerSearch.tsx';
import { matchReasonText } from './matchReason.ts';
import { Suggestion } from './Suggestion.tsx';

afterEach(cleanup);

const KINDS = ['customKey', 'email', 'domain', 'phone', 'name', 'city', 'country'] as const;

describe('a suggestion', () => {
  it('tells its band, its score and every reason, for and against', () => {
    const [suggestion] = SUGGESTIONS;
    if (suggestion === undefined) throw new Error('There is no sample.');
    render(<Suggestion suggestion={suggestion} onChoose={vi.fn()} onNever={vi.fn()} />);
    expect(screen.getByText('Strong match')).toBeTruthy();
    expect(screen.getByText('Score 92 of 100')).toBeTruthy();
    const reasons = [...document.querySelectorAll('.reasons li')].map((item) => item.textContent);
    expect(reasons).toEqual([
      '+For: Same web domain hafenwerk.example',
      '−Against: City differs: Hamburg here, Bremen in the ERP',
    ]);
  });

  it.each(KINDS.flatMap((kind) => (['for', 'against'] as const).map((effect) => [kind, effect] as const)))(
    'has words for %s speaking %s it, with the value that says so',
    (kind, effect) => {
      const reason: MatchReason = { kind, effect, points: 10, crmValue: 'here', erpValue: 'there' };
      expect(matchReasonText(reason)).toMatch(
        effect === 'for' ? /here|there/ : /here here, there in the ERP/,
      );
    },
  );
});

describe('a customer to choose', () => {
  it('is linked by a button that names it', () => {
    const onChoose = vi.fn();
    render(<CustomerChoice customer={summarySample()} onChoose={onChoose} />);
    expect(screen.getByText('G01 · Bremen, DE')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Link Hafenwerk Maschinenbau GmbH' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith('G01');
  });

  it('has no button where the role may not link', () => {
    render(<CustomerChoice customer={summarySample({ city: null, country: null })} onChoose={undefined} />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('G01')).toBeTruthy();
  });

  it('says that it is linked already', () => {
    const links = [linkOf(recordOf('001B'), 'G01'), linkOf(recordOf('001C'), 'G01')];
    render(<CustomerChoice customer={summarySample({ links })} onChoose={vi.fn()} />);
    expect(screen.getByText('Already linked to 2 records')).toBeTruthy();
  });
});

describe('the search', () => {
  const search = (props: Partial<Parameters<typeof CustomerSearch>[0]> = {}) => {
    const onSearch = vi.fn();
    render(
      <CustomerSearch
        found={null}
        searched=""
        busy={false}
        onSearch={onSearch}
        onChoose={vi.fn()}
        {...props}
      />,
    );
    return onSearch;
  };
  const submit = (text: string) => {
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search ERP customers' }), {
      target: { value: text },
    });
    fireEvent.submit(screen.getByRole('searchbox').closest('form') ?? document.body);
  };

  it('asks on submit, without blanks around, and not for nothing', () => {
    const onSearch = search();
    submit('   ');
    submit(' hafen ');
    expect(onSearch.mock.calls).toEqual([['hafen']]);
  });

  it('lists what it found', () => {
    search({ found: [summarySample()], searched: 'hafen' });
    expect(screen.getByRole('list', { name: 'Search results' }).children).toHaveLength(1);
  });

  it('says where it found nothing', () => {
    search({ found: [], searched: 'zebra' });
    expect(screen.getByRole('status').textContent).toBe('No customer matches “zebra”.');
  });
});
