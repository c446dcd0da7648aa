import { type ReactNode, useEffect, useState } from 'react';

/** What nobody looks at first is drawn once what they do is painted: the figures wait for nothing below them. */
export function AfterPaint({ children }: { readonly children: ReactNode }) {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  return isPainted ? children : null;
}
