import { useEffect, useState } from 'react';

/** Longer than this, and a person wonders whether anything happens at all. */
const SLOW_AFTER_MS = 3_000;

/** Whether what is under way has been so for a while. */
export const useIsSlow = (isUnderWay: boolean): boolean => {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setTimeout(() => setIsSlow(true), SLOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isUnderWay]);
  return isSlow;
};
