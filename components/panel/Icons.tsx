import type { ReactNode } from 'react';

/** Icons carry no name: the button around them has one. */
const Icon = ({ children }: { children: ReactNode }) => (
  <svg
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
);
export const RefreshIcon = () => (
  <Icon>
    <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" />
  </Icon>
);
export const DockIcon = () => (
  <Icon>
    <path d="M2.5 3h11v10h-11zM9.5 3v10" />
  </Icon>
);
export const GripIcon = () => (
  <Icon>
    <path d="M6 4v.01M10 4v.01M6 8v.01M10 8v.01M6 12v.01M10 12v.01" strokeWidth="2" />
  </Icon>
);
export const LinkOutIcon = () => (
  <Icon>
    <path d="M7 4H4v8h8V9M9.5 3.5h3v3M12.5 3.5 7.5 8.5" />
  </Icon>
);
