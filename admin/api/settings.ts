import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, client, ifMatch } from './client.ts';
import type { Body, PdfDraft, SettingsBody } from './types.ts';

export type EmailDraft = Body<'/v1/previews/email', 'post'>;

/** `revision` is of what was read; undefined for the first save. */
export const saveSettings = async (settings: SettingsBody, revision?: number) =>
  body(await client.PUT('/v1/account', { body: settings, ...(revision === undefined ? {} : { params: { header: ifMatch(revision) } }) }));

/** `revision` is of the settings that it is a logo of. */
export const saveLogo = async (logo: File, revision: number) =>
  body(
    await client.PUT('/v1/account/logo', {
      params: { header: ifMatch(revision) },
      // A file is sent as it is, under its own type.
      body: logo as unknown as string,
      bodySerializer: (file: unknown) => file as File,
      headers: { 'content-type': logo.type },
    }),
  );

export const removeLogo = async (revision: number) =>
  body(await client.DELETE('/v1/account/logo', { params: { header: ifMatch(revision) } }));

/** A sample invoice with what is typed so far. The picture before stays until the new one is there. */
export const pdfPreviewQuery = (draft: PdfDraft, logoName: string) =>
  queryOptions({
    // By what the logo is called, not by its bytes: they are long.
    queryKey: ['preview pdf', { ...draft, logo: draft.logo === undefined ? 'saved' : draft.logo === null ? 'none' : logoName }],
    queryFn: async ({ signal }) => body(await client.POST('/v1/previews/pdf', { body: draft, signal })),
    placeholderData: keepPreviousData,
    // The link lives five minutes.
    staleTime: 4 * 60_000,
    gcTime: 4 * 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });

export const emailPreviewQuery = (draft: EmailDraft) =>
  queryOptions({
    queryKey: ['preview email', draft],
    queryFn: async ({ signal }) => body(await client.POST('/v1/previews/email', { body: draft, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
