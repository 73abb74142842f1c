import type { SearchIndex } from '#main/ports/search-index';
import type { Handlers } from '../handlers';

export const searchHandlers = (search: SearchIndex) =>
  ({
    'search.query': (request) => search.search(request),
    'search.find': ({ conversationId, text }) => search.find(conversationId, text),
  }) satisfies Partial<Handlers>;
