import type { TreeFeature } from '#main/features/tree/create-tree';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const treeHandlers = (tree: TreeFeature) =>
  ({
    'branch.outline': ({ conversationId }) => tree.outline(conversationId),
    'branch.show': (place) => tree.show(place),
    'branch.isShown': (place) => tree.isShown(place),
    'branch.begin': (place) => nothing(() => tree.beginAt(place)),
    'branch.extract': (place) => ({ conversationId: tree.extract(place) }),
    'message.get': (place) => tree.getMessage(place),
    'message.listStarred': ({ conversationId }) => tree.listStarred(conversationId),
    'message.listQuestions': ({ conversationId }) => tree.listQuestions(conversationId),
    'message.setStarred': ({ isStarred, ...place }) => nothing(() => tree.setStarred(place, isStarred)),
    'message.setInclusion': ({ inclusion, ...place }) => nothing(() => tree.setInclusion(place, inclusion)),
    'message.setContextStart': ({ startsContext, ...place }) =>
      nothing(() => tree.setContextStart(place, startsContext)),
    'message.delete': ({ scope, ...place }) => tree.remove(place, scope),
    'message.restore': (place) => nothing(() => tree.restore(place)),
  }) satisfies Partial<Handlers>;
