import { Fragment, type ReactNode, useState } from 'react';
import { Button } from '../../components/ui/Button.tsx';
import styles from './OptionsPage.module.css';

interface CardPlace {
  readonly isOneOfMany: boolean;
  /** Of the place for one more: closes it; absent where it is all there is. */
  readonly onClose: (() => void) | undefined;
}

interface OrgCardsProps {
  readonly count: number;
  /** null = no further one can be added. */
  readonly addLabel: string | null;
  /** `index` = `count` is the place for one more. */
  card(index: number, place: CardPlace): ReactNode;
}

/**
 * One card per connected org of a CRM; without any, the place to connect the first. A card keeps its place in the row: the one that was
 * empty is the new org's card once it is connected, with what the sign-in has just found out.
 */
export function OrgCards({ count, addLabel, card }: OrgCardsProps) {
  /** How many there were when one more was asked for: once there are more, it is there. */
  const [addingTo, setAddingTo] = useState<number | null>(null);
  // Not only hidden: back at that number, after another one was disconnected, nobody has asked.
  if (addingTo !== null && addingTo !== count) setAddingTo(null);
  const hasPlace = addingTo === count || count === 0;
  const places = Array.from({ length: count + (hasPlace ? 1 : 0) }, (_, index) => index);
  return (
    <>
      {places.map((index) => (
        <Fragment key={index}>
          {card(index, {
            isOneOfMany: places.length > 1,
            onClose: index === count && count > 0 ? () => setAddingTo(null) : undefined,
          })}
        </Fragment>
      ))}
      {hasPlace || addLabel === null ? null : (
        <div className={styles.add}>
          <Button look="quiet" onClick={() => setAddingTo(count)}>
            {addLabel}
          </Button>
        </div>
      )}
    </>
  );
}
