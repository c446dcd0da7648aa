import { useForm } from 'react-hook-form';
import type { Me } from '../../lib/erp/api/me.ts';
import { t } from '../../lib/i18n.ts';
import type { Request } from '../../lib/messaging/protocol.ts';
import type { Action } from '../ui/action.ts';
import { Field } from '../ui/Field.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import { readErpAddress } from './erpAddress.ts';
import type { RefusedFields } from './refusal.ts';
import { useRefusal } from './useRefusal.ts';
import { filled, readable, valueRead } from './validate.ts';

type Values = Request<'erp.connect'>;
const FIELDS = ['address', 'token'] as const;
const REFUSED: RefusedFields<keyof Values> = {
  'erp.unreachable': { field: 'address', reason: 'connections.erp.address.unreachable' },
  'erp.timeout': { field: 'address', reason: 'connections.erp.address.timeout' },
  'erp.notAnErpApi': { field: 'address', reason: 'connections.erp.address.notAnErpApi' },
  'erp.notFound': { field: 'address', reason: 'connections.erp.address.notAnErpApi' },
  'erp.authExpired': { field: 'token', reason: 'connections.erp.token.refused' },
};

interface ErpFormProps {
  /** As saved or set by policy; '' = none yet. */
  readonly address: string;
  /** What the card calls connected while another address is typed; null = nothing is. */
  readonly stillAt: string | null;
  readonly addressLocked: string | undefined;
  readonly connect: Action<Values, Me>;
  readonly onCancel: (() => void) | undefined;
}

export function ErpForm({ address, stillAt, addressLocked, connect, onCancel }: ErpFormProps) {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { address, token: '' },
  });
  const left = useRefusal(connect.failure, FIELDS, REFUSED, setError);
  const submit = handleSubmit((values) =>
    connect.run({ address: valueRead(readErpAddress, values.address), token: values.token.trim() }),
  );
  return (
    <ConnectForm
      label={t('connections.erp.form')}
      submitLabel={t('connections.connect')}
      pending={connect.pending}
      failure={left}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {stillAt === null ? null : <p>{t('connections.erp.stillAt', [stillAt])}</p>}
      <Field
        {...register('address', { validate: readable(readErpAddress) })}
        label={t('connections.erp.address.label')}
        hint={addressLocked ? undefined : t('connections.erp.address.hint')}
        error={formState.errors.address?.message}
        locked={addressLocked}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        dir="ltr"
      />
      <Field
        {...register('token', { validate: filled('connections.erp.token.missing') })}
        label={t('connections.erp.token.label')}
        hint={t('connections.erp.token.hint')}
        error={formState.errors.token?.message}
        type="password"
        autoComplete="off"
        required
        dir="ltr"
      />
    </ConnectForm>
  );
}
