import { useForm } from 'react-hook-form';
import { t } from '../../lib/i18n.ts';
import type { Request, TestResult } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Field } from '../ui/Field.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import type { RefusedFields } from './refusal.ts';
import { SalesforceSetup } from './SalesforceSetup.tsx';
import { readSalesforceHost } from './salesforceHost.ts';
import { useRefusal } from './useRefusal.ts';
import { filled, readable, valueRead } from './validate.ts';

type Values = Request<'salesforce.connect'>;
const FIELDS = ['host', 'consumerKey'] as const;
const REFUSED: RefusedFields<keyof Values> = {
  'crm.unreachable': { field: 'host', reason: 'connections.salesforce.host.unreachable' },
  'crm.timeout': { field: 'host', reason: 'connections.salesforce.host.unreachable' },
  'crm.notFound': { field: 'host', reason: 'connections.salesforce.host.notFound' },
};

interface SalesforceFormProps {
  readonly host: string;
  readonly hostLocked: string | undefined;
  readonly consumerKey: string;
  readonly consumerKeyLocked: string | undefined;
  /** Where Salesforce sends the browser back to after sign-in; an administrator enters it there. */
  readonly callbackUrl: string;
  readonly connect: Action<Values, TestResult>;
  readonly onCancel: (() => void) | undefined;
}

export function SalesforceForm(props: SalesforceFormProps) {
  const { host, hostLocked, consumerKey, consumerKeyLocked, callbackUrl, connect, onCancel } = props;
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { host, consumerKey },
  });
  const left = useRefusal(connect.failure, FIELDS, REFUSED, setError);
  const submit = handleSubmit((values) =>
    connect.run({
      host: valueRead(readSalesforceHost, values.host),
      consumerKey: values.consumerKey.trim(),
    }),
  );
  return (
    <>
      <ConnectForm
        label={t('connections.salesforce.form')}
        submitLabel={t('connections.salesforce.connect')}
        pending={connect.pending}
        failure={left}
        onSubmit={submit}
        onCancel={onCancel}
      >
        <Field
          {...register('host', { validate: readable(readSalesforceHost) })}
          label={t('connections.salesforce.host.label')}
          hint={hostLocked ? undefined : t('connections.salesforce.host.hint')}
          error={formState.errors.host?.message}
          locked={hostLocked}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
          dir="ltr"
        />
        <Field
          {...register('consumerKey', { validate: filled('connections.salesforce.consumerKey.missing') })}
          label={t('connections.salesforce.consumerKey.label')}
          hint={consumerKeyLocked ? undefined : t('connections.salesforce.consumerKey.hint')}
          error={formState.errors.consumerKey?.message}
          locked={consumerKeyLocked}
          autoComplete="off"
          spellCheck={false}
          required
          dir="ltr"
        />
      </ConnectForm>
      <Disclosure title={t('connections.salesforce.setup.title')}>
        <SalesforceSetup callbackUrl={callbackUrl} />
      </Disclosure>
    </>
  );
}
