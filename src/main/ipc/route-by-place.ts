import type { ConversationId } from '#shared/domain/ids';
import type { OrganiseChange } from '#shared/domain/organisation';
import { AppError, appError } from '#shared/errors/app-error';
import type { CallContext, Handlers } from './handlers';

/** Where conversations are that are in memory alone. */
export interface MemoryPlace {
  readonly has: (conversationId: string) => boolean;
  readonly begin: (conversationId: ConversationId) => void;
  /** One that was made out of another there. */
  readonly adopt: (conversationId: ConversationId) => void;
  /** What answers for them; null while there are none. */
  readonly handlers: () => PlacedHandlers | null;
}

export type PlacedHandlers = Omit<Handlers, 'temporary.begin'>;
type Handler = (input: unknown, context: CallContext) => unknown;

/** The conversation that an input is about, if it names one: by its id, or as the owner of a draft. */
function conversationOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  if ('conversationId' in input && typeof input.conversationId === 'string') return input.conversationId;
  // `queued:` and the like stand before the id of what is kept for a conversation.
  if ('key' in input && typeof input.key === 'string') return input.key.replace(/^.*:/, '');
  return null;
}

/** Calls about a conversation in memory go there, all others to the disk: neither knows of the other. */
export function routeByPlace(disk: PlacedHandlers, memory: MemoryPlace): Handlers {
  const placed = Object.fromEntries(
    Object.entries(disk).map(([route, onDisk]) => {
      const handler: Handler = (input, context) => {
        const id = conversationOf(input);
        const isThere = id !== null && memory.has(id);
        const chosen = isThere ? memory.handlers()?.[route as keyof PlacedHandlers] : onDisk;
        return (chosen as Handler)(input, context);
      };
      return [route, handler];
    }),
  ) as unknown as PlacedHandlers;
  return { ...placed, ...overBoth(disk, placed, memory), 'temporary.begin': begin(memory) };
}

const begin =
  (memory: MemoryPlace): Handlers['temporary.begin'] =>
  ({ conversationId }) => {
    memory.begin(conversationId);
    return null;
  };

/** Routes that name several conversations, none, or make one. */
function overBoth(disk: PlacedHandlers, placed: PlacedHandlers, memory: MemoryPlace): Partial<Handlers> {
  const split = (ids: readonly ConversationId[]) => ({
    there: ids.filter((id) => memory.has(id)),
    here: ids.filter((id) => !memory.has(id)),
  });
  return {
    'conversation.list': (input, context) =>
      ((input.scope.type === 'temporary' ? memory.handlers() : null) ?? disk)['conversation.list'](
        input,
        context,
      ),
    'conversation.rows': async ({ conversationIds }, context) => {
      const { here, there } = split(conversationIds);
      const rows =
        here.length === 0 ? [] : await disk['conversation.rows']({ conversationIds: here }, context);
      const others = await memory.handlers()?.['conversation.rows']({ conversationIds: there }, context);
      return there.length === 0 ? rows : [...rows, ...(others ?? [])];
    },
    'conversation.organise': async ({ conversationIds, change }, context) => {
      const { here, there } = split(conversationIds);
      if (there.length > 0 && !inMemory.has(change.type)) throw notThere();
      const organise = async (handlers: PlacedHandlers | null, ids: readonly ConversationId[]) =>
        handlers === null || ids.length === 0
          ? []
          : await handlers['conversation.organise']({ conversationIds: [...ids], change }, context);
      return [...(await organise(disk, here)), ...(await organise(memory.handlers(), there))];
    },
    'branch.extract': async (input, context) => {
      const made = await placed['branch.extract'](input, context);
      // What is moved out of a conversation in memory is in memory too.
      if (memory.has(input.conversationId)) memory.adopt(made.conversationId);
      return made;
    },
    'attempt.exchange': async (input, context) =>
      (await disk['attempt.exchange'](input, context)) ??
      (await memory.handlers()?.['attempt.exchange'](input, context)) ??
      null,
    'export.saveMany': (input, context) => {
      const isAny = input.conversations !== 'all' && input.conversations.some((id) => memory.has(id));
      if (isAny) throw exportedAlone();
      return disk['export.saveMany'](input, context);
    },
    'export.cancel': async (input, context) => {
      await memory.handlers()?.['export.cancel'](input, context);
      return disk['export.cancel'](input, context);
    },
    'attachment.preview': orThere(disk, memory, 'attachment.preview'),
    'attachment.save': orThere(disk, memory, 'attachment.save'),
    'attachment.copyImage': orThere(disk, memory, 'attachment.copyImage'),
  };
}

/** What there is no place for in memory: folders and the archive are on the disk. */
const inMemory: ReadonlySet<OrganiseChange['type']> = new Set(['pin', 'tag', 'unread', 'trash', 'restore']);

const notThere = (): AppError =>
  new AppError(
    appError(
      'invalid-request',
      'A temporary conversation has no place in folders and in the archive: it goes when Parley quits.',
    ),
  );

const exportedAlone = (): AppError =>
  new AppError(
    appError(
      'invalid-request',
      'A temporary conversation is exported by itself. Leave it out, or choose it alone.',
    ),
  );

/** Files are asked for by what they hold: who has it answers. */
function orThere<R extends 'attachment.preview' | 'attachment.save' | 'attachment.copyImage'>(
  disk: PlacedHandlers,
  memory: MemoryPlace,
  route: R,
): Handlers[R] {
  const ask = async (input: never, context: CallContext): Promise<unknown> => {
    const there = memory.handlers()?.[route] as Handler | undefined;
    try {
      return await (disk[route] as Handler)(input, context);
    } catch (error) {
      const isElsewhere = error instanceof AppError && error.data.code === 'attachment.not-found';
      if (there === undefined || !isElsewhere) throw error;
      return there(input, context);
    }
  };
  return ask as unknown as Handlers[R];
}
