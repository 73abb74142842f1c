/** The rooms and their doors (ARCHITECTURE.md, "Who may import whom"). The list of exceptions may only shrink: it is empty. */
const test = '\\.test\\.tsx?$';

/** Nothing in `from` may import what matches `to`, but for `except`. */
const never = (name, from, to, except) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: to, ...(except ? { pathNot: except } : {}) },
});

/** Files of `from` import, inside src, only what matches one of `allowed`. */
const onlyFrom = (name, from, allowed) => never(name, from, '^src/', `^(${allowed.join('|')})`);

const mainRooms = ['providers', 'persistence', 'secrets', 'platform', 'streaming', 'importers'];
const vendors = ['openai', 'anthropic', 'google', 'compatible', 'guide'];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '\\?raw$' },
    },
    onlyFrom('kernel', '^src/shared/kernel/', ['src/shared/kernel/']),
    onlyFrom('errors', '^src/shared/errors/', ['src/shared/(kernel|errors)/']),
    onlyFrom('domain', '^src/shared/domain/', ['src/shared/(kernel|errors|domain)/']),
    onlyFrom('markdown', '^src/shared/markdown/', ['src/shared/markdown/']),
    onlyFrom('contracts', '^src/shared/contracts/', ['src/shared/(kernel|errors|domain|contracts)/']),
    never(
      'shared-is-pure',
      '^src/shared/(?!markdown/)',
      'node_modules|^node:|^(fs|path|electron)$',
      'node_modules/zod/',
    ),
    never(
      'markdown-is-pure',
      '^src/shared/markdown/',
      'node_modules|^node:|^(fs|path|electron)$',
      'node_modules/marked/',
    ),
    never('marked-only-in-markdown', '^src/(?!shared/markdown/)', 'node_modules/marked/'),
    onlyFrom('ports', '^src/main/ports/', ['src/shared/', 'src/main/ports/']),
    ...mainRooms.map((room) =>
      onlyFrom(`main-${room}`, `^src/main/${room}/`, ['src/shared/', 'src/main/ports/', `src/main/${room}/`]),
    ),
    ...vendors.map((vendor) =>
      never(
        `vendor-${vendor}`,
        `^src/main/providers/${vendor}/`,
        '^src/main/providers/',
        `^src/main/providers/(wire|${vendor}${vendor === 'compatible' ? '|openai' : ''})/`,
      ),
    ),
    onlyFrom('features', '^src/main/features/', ['src/shared/', 'src/main/(ports|streaming|features)/']),
    {
      name: 'a-feature-never-imports-a-sibling',
      severity: 'error',
      from: { path: '^src/main/features/([^/]+)/', pathNot: test },
      to: { path: '^src/main/features/([^/]+)/', pathNot: '^src/main/features/$1/' },
    },
    onlyFrom('ipc', '^src/main/ipc/', ['src/shared/', 'src/main/(ports|features|ipc)/']),
    onlyFrom('main-stays-in-main', '^src/main/', ['src/shared/', 'src/main/']),
    onlyFrom('preload', '^src/preload/', ['src/preload/', 'src/shared/contracts/port-channel']),
    onlyFrom('diagram', '^src/diagram/', ['src/diagram/', 'src/shared/domain/diagram']),
    never('mermaid-only-in-diagram', '^src/(?!diagram/)', 'node_modules/mermaid/'),
    onlyFrom('renderer-ui', '^src/renderer/ui/', [
      'src/renderer/(ui|lib)/',
      'src/shared/(kernel|domain|errors)/',
    ]),
    onlyFrom('renderer-lib', '^src/renderer/lib/', [
      'src/renderer/lib/',
      'src/shared/(kernel|domain|errors)/',
    ]),
    onlyFrom('renderer-bridge', '^src/renderer/bridge/', ['src/renderer/bridge/', 'src/shared/']),
    onlyFrom('renderer-features', '^src/renderer/features/', [
      'src/renderer/(features|bridge|ui|lib)/',
      'src/shared/',
    ]),
    {
      name: 'a-renderer-feature-never-imports-a-sibling',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/', pathNot: test },
      to: { path: '^src/renderer/features/([^/]+)/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'screens-use-features-through-their-door',
      severity: 'error',
      from: { path: '^src/renderer/(screens|app)/', pathNot: test },
      to: { path: '^src/renderer/features/[^/]+/', pathNot: '/index\\.tsx?$' },
    },
    {
      name: 'contracts-are-types-in-the-renderer',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: test },
      to: { path: '^src/shared/contracts/', dependencyTypesNot: ['type-only'], pathNot: 'port-channel' },
    },
    never('sdk-openai', '^src/', 'node_modules/openai/', undefined),
    never('sdk-anthropic', '^src/(?!main/providers/anthropic/)', 'node_modules/@anthropic-ai/'),
    never('sdk-google', '^src/(?!main/providers/google/)', 'node_modules/@google/genai/'),
    never(
      'database-only-in-persistence',
      '^src/(?!main/persistence/)',
      'node_modules/(drizzle-orm|better-sqlite3)/',
    ),
    never(
      'documents-are-read-in-one-place',
      '^src/(?!main/(features/attachments/documents|importers)/)',
      'node_modules/(unpdf|fflate)/',
    ),
    never('keytar-only-in-secrets', '^src/(?!main/secrets/)', 'node_modules/keytar/'),
    never('react-only-in-renderer', '^src/(?!renderer/)', 'node_modules/(react|react-dom|zustand)/'),
    // What a terminal asks for waits until an erasure that was cut off has ended.
    never(
      'a-verb-opens-for-a-terminal',
      '^src/main/bootstrap/(?!(start-engine|open-for-terminal)\\.ts$)',
      '^src/main/bootstrap/open-storage\\.ts$',
    ),
    never(
      'electron-at-the-edge',
      '^src/(?!main/(index|bootstrap|platform|ipc)|preload)',
      '^(node_modules/)?electron(/|$)',
    ),
    never('end-of-life-google-sdk', '^src/', 'node_modules/@google/generative-ai/'),
  ].map((rule) =>
    rule.name === 'sdk-openai'
      ? { ...rule, from: { path: '^src/(?!main/providers/(openai|compatible)/)', pathNot: test } }
      : rule,
  ),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
