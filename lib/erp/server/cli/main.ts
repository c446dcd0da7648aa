import { runOperation } from '../admin/run.ts';
import { configFrom } from '../config.ts';
import { fail, UsageError } from './fail.ts';
import { printLine } from './line.ts';
import { serve } from './serve.ts';
import { tokenOperation } from './token.ts';

const run = async ([command, ...args]: readonly string[]): Promise<void> => {
  const config = configFrom(process.env);
  switch (command) {
    case undefined:
      return serve(config);
    case 'token':
      return printLine(await runOperation(config.storage, tokenOperation(args), () => new Date()));
    default:
      throw new UsageError(
        `There is no command "${command}". Commands: token, revoke; none starts the server.`,
      );
  }
};

await run(process.argv.slice(2)).catch(fail);
