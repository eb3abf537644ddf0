/** What the console's page does by itself: refreshes its live parts, and sends what its buttons say. */
export const SCRIPT = `
const call = async (method, path, body) => {
  const response = await fetch('/_local/' + path, { method, headers: { 'content-type': 'application/json' }, body: method === 'GET' ? undefined : JSON.stringify(body ?? {}) });
  const answer = await response.json();
  if (!response.ok) alert(answer.message);
  return answer;
};
const refresh = async () => {
  if (document.hidden) return;
  const response = await fetch('/_local/').catch(() => undefined);
  document.body.classList.toggle('gone', !response);
  if (!response) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.getElementById(part.id);
    if (now && now.innerHTML !== part.innerHTML && !part.contains(document.activeElement?.closest('button'))) part.innerHTML = now.innerHTML;
  }
};
const setClock = (now) => call('PUT', 'clock', { now }).then(refresh);
const virtualNow = async () => new Date((await call('GET', 'clock')).now);
document.getElementById('set-clock').addEventListener('submit', (event) => {
  event.preventDefault();
  setClock(event.target.now.value + 'Z');
});
document.getElementById('make-token').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { accountId, role } = event.target;
  document.getElementById('token').value = (await call('POST', 'token', { accountId: accountId.value, role: role.value })).accessToken ?? '';
});
document.addEventListener('click', async ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const { advance, fire, sender, verified } = target.dataset;
  target.blur();
  if (advance) setClock(new Date((await virtualNow()).getTime() + Number(advance) * 1000).toISOString());
  if ('nextMonth' in target.dataset) {
    const now = await virtualNow();
    setClock(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 2, 4, 50)).toISOString());
  }
  if ('real' in target.dataset) setClock(null);
  if (sender) call('PUT', 'senders/' + encodeURIComponent(sender), { verified: verified === 'true' }).then(refresh);
  if (fire) call('POST', 'schedules/' + encodeURIComponent(fire)).then(refresh);
});
setInterval(refresh, 2000);
`;
