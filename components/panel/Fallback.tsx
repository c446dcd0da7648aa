import { Component, type ReactNode } from 'react';

interface FallbackProps {
  /** Shown instead of whatever could not be drawn. */
  readonly instead: (again: () => void) => ReactNode;
  readonly onError: () => void;
  readonly children: ReactNode;
}

/** A fault in drawing never leaves a hole in the page or takes the page down; the person sees it and can try again. */
export class Fallback extends Component<FallbackProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    this.props.onError();
  }

  override render() {
    return this.state.failed
      ? this.props.instead(() => this.setState({ failed: false }))
      : this.props.children;
  }
}
