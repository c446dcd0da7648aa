import { useForm } from 'react-hook-form';
import { t } from '../../lib/i18n.ts';
import type { TestResult } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import type { RefusedFields } from './refusal.ts';
import { useRefusal } from './useRefusal.ts';
import { filled } from './validate.ts';

interface Values {
  serviceKey: string;
}
const FIELDS = ['serviceKey'] as const;
const REFUSED: RefusedFields<keyof Values> = {
  'crm.authExpired': { field: 'serviceKey', reason: 'connections.hubspot.serviceKey.refused' },
  'crm.forbidden': { field: 'serviceKey', reason: 'connections.hubspot.serviceKey.scopes' },
};

interface ServiceKeyFormProps {
  readonly connect: Action<never, TestResult>;
  /** The running or failed try is this form's. */
  readonly current: boolean;
  readonly onSubmit: (serviceKey: string) => void;
}

export function ServiceKeyForm({ connect, current, onSubmit }: ServiceKeyFormProps) {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { serviceKey: '' },
  });
  const left = useRefusal(current ? connect.failure : null, FIELDS, REFUSED, setError);
  return (
    <>
      <Notice tone="caution" title={t('connections.hubspot.serviceKey.warning')}>
        <p>{t('connections.hubspot.serviceKey.why')}</p>
      </Notice>
      <ConnectForm
        label={t('connections.hubspot.serviceKey.form')}
        submitLabel={t('connections.hubspot.serviceKey.connect')}
        pending={current && connect.pending}
        failure={left}
        onSubmit={handleSubmit((values) => onSubmit(values.serviceKey.trim()))}
      >
        <Field
          {...register('serviceKey', { validate: filled('connections.hubspot.serviceKey.missing') })}
          label={t('connections.hubspot.serviceKey.label')}
          hint={t('connections.hubspot.serviceKey.hint')}
          error={formState.errors.serviceKey?.message}
          type="password"
          autoComplete="off"
          required
          dir="ltr"
        />
      </ConnectForm>
    </>
  );
}
