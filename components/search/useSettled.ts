import { useEffect, useState } from 'react';

/** `value` once it has stood still for `milliseconds`; `settleNow` does not wait. */
export const useSettled = (value: string, milliseconds: number) => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return { settled, settleNow: () => setSettled(value) };
};
