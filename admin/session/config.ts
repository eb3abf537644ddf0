/** Where people sign in, as `/config.json` beside the app says. */
export type SignInConfig = {
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export async function readConfig(): Promise<SignInConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}: the app was deployed without it`);
  return (await response.json()) as SignInConfig;
}
