import { Button, Drawer } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem.ts';
import type { Charge, Service } from '../../api/types.ts';
import { tellDone } from '../../parts/told.ts';
import { useFocusBack } from '../../parts/useFocusBack.ts';
import { chargeBodyOf, fieldsOfItem, newItem, serviceBodyOf } from './itemFields.ts';
import { ItemForm } from './itemForm.tsx';
import { LiveEstimate } from './liveEstimate.tsx';
import { useSaveCharge, useSaveService } from './savingItems.ts';

type Opened<T> = {
  readonly customerId: string;
  /** The one that is edited; undefined for a new one. */
  readonly item: T | undefined;
  /** `saved`: nothing that is typed would be lost by it. */
  readonly onClose: (how?: { readonly saved: boolean }) => void;
};

const idOf = (customerId: string, item: Service | Charge | undefined) =>
  `${customerId} ${item ? `${'serviceId' in item ? item.serviceId : item.chargeId} ${item.revision}` : 'new'}`;

/** A click beside it closes nothing: what is typed would be gone, and the second click of a double click falls there. */
const DRAWER = { opened: true, position: 'right', size: 'lg', closeOnClickOutside: false, closeOnEscape: false } as const;

/** Escape closes the drawer, unless a question stands over it: then it is the question's. */
function useEscape(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && document.querySelectorAll('[role=dialog]').length === 1) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** `today` is the first day of a new service. `onSaved` hears which days come too late to be billed. */
export function ServiceDrawer({
  customerId,
  item: current,
  today,
  onClose,
  onSaved,
}: Opened<Service> & { today: string; onSaved: (notBilled: readonly string[]) => void }) {
  useFocusBack();
  useEscape(onClose);
  // As it was when the drawer opened: who saved it meanwhile is not overwritten.
  const [item] = useState(current);
  const saving = useSaveService(customerId, item);
  const save = async (fields: Parameters<typeof serviceBodyOf>[0]) => {
    const { notBilled, description } = await saving.mutateAsync(fields).catch(() => ({ notBilled: [], description: undefined }));
    if (description === undefined) return;
    tellDone(`${description} is saved`);
    onSaved(notBilled);
    onClose({ saved: true });
  };
  const edited = item ? { serviceId: item.serviceId } : {};
  return (
    <Drawer {...DRAWER} onClose={() => onClose()} title={item ? 'Edit a service' : 'Add a service'}>
      <ItemForm
        kind="service"
        id={idOf(customerId, item)}
        first={item ? fieldsOfItem(item) : newItem(today)}
        submit={item ? 'Save the service' : 'Add the service'}
        saving={saving.isPending}
        error={saving.error}
        onSubmit={(fields) => void save(fields)}
        onClose={() => onClose()}
        estimate={(fields) => <LiveEstimate customerId={customerId} draft={{ service: serviceBodyOf(fields), ...edited }} />}
        onProblem={<StaleWayOn error={saving.error} customerId={customerId} onClose={onClose} />}
      />
    </Drawer>
  );
}

export function ChargeDrawer({ customerId, item: current, onClose }: Opened<Charge>) {
  useFocusBack();
  useEscape(onClose);
  const [item] = useState(current);
  const saving = useSaveCharge(customerId, item);
  const save = async (fields: Parameters<typeof chargeBodyOf>[0]) => {
    const saved = await saving.mutateAsync(fields).catch(() => undefined);
    if (!saved) return;
    tellDone(`${saved.description} is saved`);
    onClose({ saved: true });
  };
  const edited = item ? { chargeId: item.chargeId } : {};
  return (
    <Drawer {...DRAWER} onClose={() => onClose()} title={item ? 'Edit a charge' : 'Add a charge'}>
      <ItemForm
        kind="charge"
        id={idOf(customerId, item)}
        first={item ? fieldsOfItem(item) : newItem('')}
        submit={item ? 'Save the charge' : 'Add the charge'}
        saving={saving.isPending}
        error={saving.error}
        onSubmit={(fields) => void save(fields)}
        onClose={() => onClose()}
        estimate={(fields) => <LiveEstimate customerId={customerId} draft={{ charge: chargeBodyOf(fields), ...edited }} />}
        onProblem={<StaleWayOn error={saving.error} customerId={customerId} onClose={onClose} />}
      />
    </Drawer>
  );
}

/** Someone else changed it meanwhile: what was typed stays to be read until this is closed. */
function StaleWayOn({ error, customerId, onClose }: { error: unknown; customerId: string; onClose: Opened<unknown>['onClose'] }) {
  const queries = useQueryClient();
  if (!(error instanceof Problem && error.status === 412)) return null;
  const close = () => {
    void queries.invalidateQueries({ queryKey: ['customer', customerId] });
    onClose({ saved: true });
  };
  return (
    <Button size="xs" variant="default" onClick={close}>
      Close, and show it as it is now
    </Button>
  );
}
