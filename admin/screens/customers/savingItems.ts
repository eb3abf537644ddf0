import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { body, client, idempotencyKey, ifMatch } from '../../api/client.ts';
import type { Charge, Service } from '../../api/types.ts';
import { chargeBodyOf, type ItemFields, serviceBodyOf } from './itemFields.ts';

/** What else shows something of what a customer has. */
function useTouched(customerId: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [['customer', customerId], ['estimate', customerId], ['preview']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
}

/** Adds a service, or changes `service` as it was when the form was opened. One key for the form: it adds nothing twice. */
export function useSaveService(customerId: string, service: Service | undefined) {
  const touched = useTouched(customerId);
  const [key] = useState(idempotencyKey);
  return useMutation({
    mutationFn: async (fields: ItemFields) => {
      const sent = serviceBodyOf(fields);
      if (!service)
        return body(
          await client.POST('/v1/customers/{customerId}/services', { params: { path: { customerId }, header: key }, body: sent }),
        );
      const params = { path: { customerId, serviceId: service.serviceId }, header: ifMatch(service.revision) };
      return body(await client.PUT('/v1/customers/{customerId}/services/{serviceId}', { params, body: sent }));
    },
    onSettled: touched,
  });
}

export function useSaveCharge(customerId: string, charge: Charge | undefined) {
  const touched = useTouched(customerId);
  const [key] = useState(idempotencyKey);
  return useMutation({
    mutationFn: async (fields: ItemFields) => {
      const sent = chargeBodyOf(fields);
      if (!charge)
        return body(await client.POST('/v1/customers/{customerId}/charges', { params: { path: { customerId }, header: key }, body: sent }));
      const params = { path: { customerId, chargeId: charge.chargeId }, header: ifMatch(charge.revision) };
      return body(await client.PUT('/v1/customers/{customerId}/charges/{chargeId}', { params, body: sent }));
    },
    onSettled: touched,
  });
}

export function useRemoveService(customerId: string) {
  const touched = useTouched(customerId);
  return useMutation({
    mutationFn: async ({ serviceId, revision }: Service) => {
      const params = { path: { customerId, serviceId }, header: ifMatch(revision) };
      return body(await client.DELETE('/v1/customers/{customerId}/services/{serviceId}', { params }));
    },
    onSettled: touched,
  });
}

export function useRemoveCharge(customerId: string) {
  const touched = useTouched(customerId);
  return useMutation({
    mutationFn: async ({ chargeId, revision }: Charge) => {
      const params = { path: { customerId, chargeId }, header: ifMatch(revision) };
      await client.DELETE('/v1/customers/{customerId}/charges/{chargeId}', { params });
    },
    onSettled: touched,
  });
}
