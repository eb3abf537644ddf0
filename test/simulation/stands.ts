import type { recordEmailEvent } from '../../functions/recordEmailEvent.ts';
import type { EmailNews } from '../../shared/domain/emailNews.ts';
import type { JobContext } from '../../shared/lambda/queue.ts';
import type { TaskContext } from '../../shared/lambda/schedule.ts';
import type { MemoryStore } from '../support/memoryStore.ts';
import type { Clock } from './clock.ts';
import type { Luck } from './luck.ts';
import type { Turns } from './turns.ts';
import type { Ports, World } from './world.ts';

/** What is stored, queued, kept and sent. */
export type Outside = MemoryStore & Pick<Ports, 'runQueue' | 'pageQueue' | 'emailQueue' | 'uploadQueue' | 'files' | 'mail'>;

/** What the functions stand on, and who calls them, where that is not all in memory. */
export type Stands = {
  readonly clock: Clock;
  turns(luck: Luck, tell: (words: string) => void): Turns;
  /** Asked once, when all else of the world is there. What is stored, its witness sees; what is queued comes to be in its queues. */
  outside(world: World): Outside;
  readonly calls: Calls;
};

/** How a function is called. */
export type Calls = {
  job<M, P>(made: Job<M, P>, message: M, ports: P, context: JobContext): Promise<void>;
  task<P>(made: Task<P>, ports: P, context: TaskContext): Promise<void>;
  news(made: typeof recordEmailEvent, news: EmailNews, ports: typeof recordEmailEvent.ports): Promise<void>;
};
type Job<M, P> = { run(message: M, ports: P, context: JobContext): Promise<void> };
type Task<P> = { run(context: TaskContext, ports: P): Promise<void> };

/** Without the handler that Lambda calls. */
export const DIRECTLY: Calls = {
  job: (made, message, ports, context) => made.run(message, ports, context),
  task: (made, ports, context) => made.run(context, ports),
  news: (made, news, ports) => made.run(news, ports),
};
