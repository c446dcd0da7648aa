import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import * as z from 'zod';
import { MappingSection } from '../../components/mapping/MappingSection.tsx';
import type { MappingPort } from '../../components/mapping/port.ts';
import { askAgain } from '../../components/ui/askAgain.ts';
import { send } from '../../lib/messaging/send.ts';
import { MAPPINGS } from './queryKeys.ts';

// The extension's policy allows no generated code, which zod would try.
z.config({ jitless: true });

const port: MappingPort = {
  pairs: (signal) => send('mapping.pairs', {}, signal),
  read: (pair, signal) => send('mapping.read', { pair, requestId: crypto.randomUUID() }, signal),
  save: (pair, mapping, version) => send('mapping.save', { pair, mapping, version }),
};

interface FieldMappingProps {
  /** Changes when a CRM, or another person at the ERP API, is connected or left: field lists and rights are others then. */
  readonly connected: string;
  readonly onOpenConnections: () => void;
}

/** The mapping's wiring. */
export function FieldMapping({ connected, onOpenConnections }: FieldMappingProps) {
  const queries = useQueryClient();
  const known = useRef(connected);
  useEffect(() => {
    if (known.current === connected) return;
    known.current = connected;
    askAgain(queries, MAPPINGS);
  }, [connected, queries]);
  return <MappingSection port={port} onOpenConnections={onOpenConnections} />;
}
