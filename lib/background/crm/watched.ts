import type { CrmReader } from '../../crm/port.ts';
import { FailureError } from '../../failure.ts';
import { forgetTrouble, noteTrouble } from '../trouble.ts';

/** The same reader; an expired sign-in that it meets stays visible in Options until a read succeeds again. */
export const watched = (reader: CrmReader, org: string): CrmReader => {
  const { system } = reader;
  const watch = async <T>(read: Promise<T>): Promise<T> => {
    try {
      const answer = await read;
      await forgetTrouble(`${system} ${org}`);
      return answer;
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'crm.authExpired')
        await noteTrouble(`${system} ${org}`, error.failure);
      throw error;
    }
  };
  return {
    system,
    contextOf: (record, signal) => watch(reader.contextOf(record, signal)),
    identify: (company, signal) => watch(reader.identify(company, signal)),
    countFields: (signal) => watch(reader.countFields(signal)),
  };
};
