import type { ParsedInputOf, OutputOf } from '#shared/contracts/index';
import { withPictures } from '#shared/domain/pricing';
import { estimateNanos } from '#shared/domain/usage';
import type { ChatPorts } from './chat-ports';
import { instructionsOf } from './build-request';
import { chooseModel, choosePersona } from './choose-model';
import { countBranch, countPictures, loadTokenCounter } from './count-tokens';
import { fitBranch, messageBudget } from './fit-branch';
import { resolveAuto } from './resolve-auto';
import { selectContext } from './select-context';

/** What the next request would hold, in estimated tokens. A conversation that does not exist yet holds nothing. */
export async function measureContext(
  ports: ChatPorts,
  input: ParsedInputOf<'chat.measure'>,
): Promise<OutputOf<'chat.measure'>> {
  const conversation = ports.conversations.find(input.conversationId);
  const persona = choosePersona(ports, input.personaId ?? conversation?.personaId ?? null);
  const ref = await chooseModel(ports, {
    asked: input.model,
    conversation: conversation?.model ?? null,
    persona,
  });
  const headId = conversation?.headId ?? null;
  const branch = headId === null ? [] : selectContext(ports.conversations.readBranch(headId));
  const { model } = await resolveAuto(ports, ref, branch);
  const { contextWindow, outputLimit, pricing } = await ports.models.describe(model);

  const count = await loadTokenCounter();
  const instructions = instructionsOf(persona, branch);
  const instructionTokens = instructions === null ? 0 : count(instructions);
  const budget =
    contextWindow === null ? null : messageBudget(contextWindow, outputLimit, instructionTokens).forMessages;
  const counts = await countBranch(branch, budget, ports);
  const fitted = budget === null ? { messages: branch, omitted: 0 } : fitBranch(branch, counts, budget);
  const kept = new Set(fitted.messages);
  const messageTokens = branch.reduce(
    (sum, message, index) => (kept.has(message) ? sum + (counts[index] ?? 0) : sum),
    0,
  );
  return {
    instructionTokens,
    messageTokens,
    window: contextWindow,
    omittedMessages: fitted.omitted,
    nanos: estimateNanos(
      instructionTokens + messageTokens,
      0,
      withPictures(pricing, countPictures(fitted.messages)),
    ),
  };
}
