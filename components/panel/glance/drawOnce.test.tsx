// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { createContext, useState } from 'react';
import { expect, it } from 'vitest';
import { drawOnce } from './drawOnce.ts';

const drawn = (node: React.ReactNode): HTMLElement => {
  const into = document.createElement('div');
  drawOnce(node, into);
  return into;
};

const Named = ({ name, children }: { name: string; children?: React.ReactNode }) => (
  <label htmlFor={name}>{children}</label>
);

it.each([
  ['texts, numbers and nothing', ['a', 1, null, undefined, false, true, 0]],
  [
    'components, fragments and lists',
    <Named key="1" name="x">
      {['a', 'b'].map((each) => (
        <b key={each}>{each}</b>
      ))}
    </Named>,
  ],
  [
    'switches',
    <button key="1" type="button" aria-expanded={false} data-open hidden tabIndex={-1} disabled={false}>
      x
    </button>,
  ],
  ['styles', <i key="1" style={{ right: 0, top: 12, flexGrow: 3, inlineSize: '60%' }} />],
  [
    'drawings',
    <svg key="1" viewBox="0 0 1 1" strokeWidth="2" className="mark" aria-hidden="true">
      <path d="M0 0" strokeLinecap="round" />
    </svg>,
  ],
  [
    'what a page could smuggle in',
    <p key="1" title={'"><img>'}>
      {'<script>1</script>'}
    </p>,
  ],
])('draws %s as React does', (_, node) => {
  expect(drawn(node).innerHTML).toBe(render(node).container.innerHTML);
});

it('puts drawings into their own namespace', () => {
  expect(
    drawn(
      <svg aria-hidden="true">
        <path d="M0 0" />
      </svg>,
    ).querySelector('path')?.namespaceURI,
  ).toBe('http://www.w3.org/2000/svg');
});

it('knows the choice of a list', () => {
  const list = drawn(
    <select value="b" onChange={() => undefined}>
      <option value="a">a</option>
      <option value="b">b</option>
    </select>,
  ).querySelector('select');
  expect(list?.value).toBe('b');
});

it('has no listeners', () => {
  let pressed = 0;
  const button = drawn(<button type="button" onClick={() => (pressed += 1)} />).querySelector('button');
  button?.click();
  expect(pressed).toBe(0);
});

it('draws nothing that needs React: hooks, contexts, promises', () => {
  const Counting = () => useState(0)[0];
  const Context = createContext(1);
  expect(() => drawn(<Counting />)).toThrow();
  expect(() => drawn(<Context value={2}>x</Context>)).toThrow('Only elements');
  expect(() => drawn(Promise.resolve('x'))).toThrow('Only what is there at once');
});
