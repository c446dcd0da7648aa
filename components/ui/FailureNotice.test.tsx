// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FailureNotice } from './FailureNotice.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a failure on a page', () => {
  it.each([
    ['erp.server', 'onRetry', 'Retry'],
    ['crm.authExpired', 'onReconnect', 'Reconnect'],
    ['erp.notConnected', 'onOpenSettings', 'Open settings'],
    ['extension.updated', 'onReload', 'Reload'],
  ] as const)('%s has its way on (%s)', async (code, way, name) => {
    const ways = { onRetry: vi.fn(), onReconnect: vi.fn(), onOpenSettings: vi.fn(), onReload: vi.fn() };
    render(<FailureNotice failure={{ code }} {...ways} />);
    const buttons = screen.getAllByRole('button');
    expect(buttons.map((button) => button.textContent)).toEqual([name]);
    await userEvent.click(screen.getByRole('button', { name }));
    expect(ways[way]).toHaveBeenCalledOnce();
  });

  it('offers no way that this place does not have, and none where there is none', () => {
    render(<FailureNotice failure={{ code: 'erp.server' }} />);
    render(<FailureNotice failure={{ code: 'crm.authExpired' }} />);
    render(<FailureNotice failure={{ code: 'erp.invalid' }} />);
    render(<FailureNotice failure={{ code: 'crm.forbidden' }} onRetry={() => {}} />);
    expect(screen.getAllByRole('alert')).toHaveLength(4);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('leads back from what may not be done, and to support where the company has one', async () => {
    const onBack = vi.fn();
    render(<FailureNotice failure={{ code: 'crm.forbidden' }} onBack={onBack} />);
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(onBack).toHaveBeenCalledOnce();
    render(<FailureNotice failure={{ code: 'erp.server', support: 'mailto:help@acme.example' }} />);
    expect(screen.getByRole('link', { name: 'Get support' }).getAttribute('href')).toBe(
      'mailto:help@acme.example',
    );
  });

  it('reloads the page of a replaced extension by itself', async () => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
    render(<FailureNotice failure={{ code: 'extension.updated' }} />);
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('counts down, not aloud, and only then offers to try again', () => {
    vi.useFakeTimers();
    const failure = { code: 'erp.rateLimited', retryAfterMs: 2500 } as const;
    render(<FailureNotice failure={failure} onRetry={() => {}} />);
    expect(screen.getByRole('timer').textContent).toMatch(/3 sec/);
    expect(screen.getByRole('alert').contains(screen.getByRole('timer'))).toBe(false);
    act(() => vi.advanceTimersByTime(1000));
    expect(screen.getByRole('timer').textContent).toMatch(/2 sec/);
    expect(screen.queryByRole('button')).toBeNull();
    act(() => vi.advanceTimersByTime(2000));
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy();
  });

  it('starts the countdown anew for another failure that is just as long', () => {
    vi.useFakeTimers();
    const limited = () => ({ code: 'erp.rateLimited', retryAfterMs: 5000 }) as const;
    const view = render(<FailureNotice failure={limited()} />);
    act(() => vi.advanceTimersByTime(4000));
    view.rerender(<FailureNotice failure={limited()} />);
    expect(screen.getByRole('timer').textContent).toMatch(/5 sec/);
  });

  it('can be tried at once where the other side named no wait', () => {
    render(<FailureNotice failure={{ code: 'crm.rateLimited' }} onRetry={() => {}} />);
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy();
  });

  it('does not try again twice', async () => {
    const onRetry = vi.fn();
    render(<FailureNotice failure={{ code: 'erp.server' }} onRetry={onRetry} busy={true} />);
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(onRetry).not.toHaveBeenCalled();
  });
});
