import styles from './Skeleton.module.css';

/** A place held while something loads. Hidden from screen readers: whoever shows it says "Loading" once. */
export function Skeleton({ width = '100%', height = 16 }: { width?: number | string; height?: number }) {
  return (
    <span
      className={styles.skeleton}
      data-skeleton=""
      aria-hidden="true"
      style={{ inlineSize: width, blockSize: height }}
    />
  );
}
