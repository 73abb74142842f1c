import type { ConversationId } from '#shared/domain/ids';
import type { FindAnswer, SearchAnswer, SearchRequest } from '#shared/domain/search';

/** Search over everything that is stored. Follows the database by itself; rejects with AppError `storage.*`. */
export interface SearchIndex {
  search(request: SearchRequest): Promise<SearchAnswer>;
  find(conversationId: ConversationId, text: string): Promise<FindAnswer>;
}
