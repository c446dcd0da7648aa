// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { pageTheme } from './pageTheme.ts';

afterEach(() => {
  for (const element of [document.body, document.documentElement]) {
    element.removeAttribute('style');
    element.removeAttribute('data-theme');
    element.removeAttribute('data-color-mode');
  }
});

describe('the theme that a page states', () => {
  it.each([
    ['#ffffff', 'light'],
    ['rgb(243, 243, 243)', 'light'],
    ['rgb(22, 25, 31)', 'dark'],
    ['rgba(0, 0, 0, 0)', null],
    ['rgba(0, 0, 0, 0.2)', null],
    ['oklch(20% 0 0)', null],
  ])('by a background of %s is %s', (color, theme) => {
    document.body.style.backgroundColor = color.startsWith('#') ? 'rgb(255, 255, 255)' : color;
    expect(pageTheme(document)).toBe(theme);
  });

  it('by an attribute goes before its background', () => {
    document.body.style.backgroundColor = 'rgb(255, 255, 255)';
    document.documentElement.setAttribute('data-color-mode', 'dark');
    expect(pageTheme(document)).toBe('dark');
  });

  it('by an unknown word is none', () => {
    document.documentElement.setAttribute('data-theme', 'ocean');
    expect(pageTheme(document)).toBeNull();
  });

  it('is none where it states nothing', () => {
    expect(pageTheme(document)).toBeNull();
  });
});
