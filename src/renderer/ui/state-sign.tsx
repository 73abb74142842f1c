export type SignState = 'ok' | 'slow' | 'failing' | 'down' | 'unknown';

const tones: Readonly<Record<SignState, string>> = {
  ok: 'text-good',
  slow: 'text-warn',
  failing: 'text-warn',
  down: 'text-bad',
  unknown: 'text-faint',
};

/** How something does as a shape and a colour, beside words that say the same: no state is told by colour alone. */
export function StateSign({ state, size = 10 }: { readonly state: SignState; readonly size?: number }) {
  return (
    <svg
      aria-hidden
      data-state={state}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="currentColor"
      className={`shrink-0 ${tones[state]}`}
    >
      {shapes[state]}
    </svg>
  );
}

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;

/** A disc, half a disc, a triangle, a square with a bar through it, a ring. */
const shapes = {
  ok: <circle cx="6" cy="6" r="5" />,
  slow: (
    <>
      <circle cx="6" cy="6" r="5" {...ring} />
      <path d="M6 1a5 5 0 0 1 0 10z" />
    </>
  ),
  failing: <path d="M6 0.8 11.6 11H0.4z" />,
  down: <path fillRule="evenodd" d="M1 1h10v10H1zm2 4v2h6V5z" />,
  unknown: <circle cx="6" cy="6" r="4.5" {...ring} />,
} as const;
