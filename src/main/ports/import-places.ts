export interface ChosenSource {
  readonly path: string;
  readonly name: string;
}

/** Asks a person what to bring in. Paths stay on this side. */
export interface ImportPlaces {
  /** Null when they chose nothing. */
  choose(windowId: number, kind: 'file' | 'folder'): Promise<ChosenSource | null>;
}

/** What people drop on windows. Paths stay on this side. */
export interface DroppedSources {
  /** What was dropped on this window last; null when there is nothing new. */
  take(windowId: number): ChosenSource | null;
}
