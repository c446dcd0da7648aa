import { useEffect, useState } from 'react';

const secondsUntil = (deadline: number): number => Math.max(0, Math.ceil((deadline - Date.now()) / 1000));

/** Whole seconds left of `milliseconds`, counted from when the wait was first shown. `wait` names it: a new one starts anew. */
export const useSecondsLeft = (milliseconds: number, wait: object): number => {
  const [left, setLeft] = useState(() => Math.ceil(milliseconds / 1000));
  // biome-ignore lint/correctness/useExhaustiveDependencies: two waits may be equally long; `wait` tells them apart.
  useEffect(() => {
    const deadline = Date.now() + milliseconds;
    setLeft(secondsUntil(deadline));
    const timer = setInterval(() => {
      const remaining = secondsUntil(deadline);
      setLeft(remaining);
      if (remaining === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [milliseconds, wait]);
  return left;
};
