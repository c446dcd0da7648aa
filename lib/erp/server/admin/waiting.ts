import { setTimeout as wait } from 'node:timers/promises';
import { AdminError } from './ask.ts';

const PATIENCE = 60_000;
const PAUSE = 50;

/** Tries until there is an answer: null and `admin.away` mean not yet. @returns null where patience ended. */
export const untilAnswered = async <T>(attempt: () => Promise<T | null>): Promise<T | null> => {
  const givingUp = Date.now() + PATIENCE;
  do {
    try {
      const answer = await attempt();
      if (answer !== null) return answer;
    } catch (error) {
      if (!(error instanceof AdminError && error.code === 'admin.away')) throw error;
    }
    await wait(PAUSE);
  } while (Date.now() < givingUp);
  return null;
};
