import { describe, expect, it } from 'vitest';
import { className, selector } from './classNames.ts';

describe('class names', () => {
  it('are the same for one release and others for the next', () => {
    expect(className('7', 'title')).toBe(className('7', 'title'));
    expect(className('7', 'title')).not.toBe(className('8', 'title'));
    expect(className('7', 'title')).not.toContain('title');
  });

  it('are what the stylesheet selects by', () => {
    const [, second] = className('7', 'card').split(' ');
    expect(selector('7', 'card')).toBe(`.${second}`);
    expect(second).toMatch(/^[A-Za-z]{7}$/);
  });
});
