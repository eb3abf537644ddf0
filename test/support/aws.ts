/** What every AWS client wants to find in the environment before it is made. The values open nothing anywhere. */
export function awsForTests(): void {
  process.env.AWS_REGION ??= 'ap-southeast-2';
  process.env.AWS_ACCESS_KEY_ID ??= 'local';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local';
}
