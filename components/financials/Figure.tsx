import type { ReactNode } from 'react';
import { FigureName } from './FigureName.tsx';

interface FigureProps {
  readonly label: string;
  /** What the label abbreviates, or why there is no number. */
  readonly title?: string;
  readonly tone?: 'bad' | 'caution' | 'good';
  /** The one number that stands out. */
  readonly prominent?: boolean;
  /** Leads to the documents that it is made of. */
  readonly onShow?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** A named number: a group in the accessibility tree whose name is the label and whose text is label and value. */
export function Figure({ label, title, tone, prominent = false, onShow, children }: FigureProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this groups a name with its number.
    <div role="group" aria-label={label} className="figure" data-prominent={prominent || undefined}>
      <span className="figure-label" title={title}>
        <FigureName label={label} onShow={onShow} />
      </span>
      <span className="figure-value" data-tone={tone}>
        {children}
      </span>
    </div>
  );
}
