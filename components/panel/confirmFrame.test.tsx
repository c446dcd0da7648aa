// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConfirmFrame } from './ConfirmFrame.tsx';
import type { Theme } from './pageTheme.ts';

afterEach(cleanup);

it('goes on with what it was about to say when the page turns dark', () => {
  const frame = (theme: Theme) => (
    <ConfirmFrame frameUrl="about:blank#ticket=a1" theme={theme} name="Link" onBack={() => undefined} />
  );
  const { rerender } = render(frame('light'));
  const before = screen.getByTitle('Link').getAttribute('src');
  expect(before).toContain('theme=light');
  rerender(frame('dark'));
  expect(screen.getByTitle('Link').getAttribute('src')).toBe(before);
});
